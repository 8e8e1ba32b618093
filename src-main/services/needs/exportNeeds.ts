/** What an export takes of the machine, before it begins. */
import { availableParallelism } from 'node:os'
import { convertedLength, tableBytes } from '@core/audio/resample'
import { enclosedFiles, groupsOf, planFiles, type PlannedFile } from '@core/export/exportPlan'
import { isLossless } from '@core/export/presets'
import type { Project } from '@core/project/project'
import type { Separation } from '@core/separation/renderOutputs'
import { bytesPerThread, factorBytes, fixedBytes } from '../../engine/needs'
import { blockLength, blocksAhead } from '../exports/renderBlocks'
import type { ExportSettings } from '../exports/exportSettings'

/** Bytes. */
export interface ExportNeeds {
  /** At the peak, beside the recording and its components. */
  readonly memory: number
  /** Of all its files, at most. */
  readonly disk: number
}

/** Measuring and writing share copies of the factors with their threads one after the other; the first ones are let go late. */
const passes = 2
/** Of one block of one output, beside those rendered ahead: on its way, and as it is written. */
const blockCopies = 2
/** What rendering and writing leave behind in each thread until it is collected. Measured, see docs/scorecard.md. */
const uncollectedBytes = 36 * 2 ** 20
const floatBytes = Float32Array.BYTES_PER_ELEMENT
const doubleBytes = Float64Array.BYTES_PER_ELEMENT

export function exportNeeds(
  project: Project,
  { samples, factors, denoised }: Separation,
  settings: ExportSettings,
): ExportNeeds {
  const sourceRate = project.recording.sampleRate
  const files = planFiles(project, settings.contents, settings.mix)
  const enclosed = enclosedFiles(project, settings.contents, settings.mix)
  const channels = channelsOf([...files, ...enclosed])
  const shared = factorBytes(factors) + (denoised?.factors.H.byteLength ?? 0)
  // The null test renders every group beside what is written, or every component where there are no groups.
  const outputs = 2 + Math.max(groupsOf(project).length, project.components.length) + channels
  const threads = availableParallelism()
  const rates = [sourceRate, settings.sampleRate] as const
  const blocks = (blocksAhead(threads) + blockCopies) * outputs * blockBytes(...rates)
  const ofThreads = threads * (bytesPerThread + tableBytes(...rates)) + (threads + 1) * uncollectedBytes
  const frameCount = convertedLength(samples.length, ...rates)
  const bytes = (sounds: readonly PlannedFile[]): number =>
    sounds.reduce((sum, { channels: own }) => sum + soundBytes(own.length, frameCount, settings), 0)
  const arrays = settings.contents.includes('arrays') ? factorBytes(factors) : 0
  return {
    memory: passes * shared + blocks + ofThreads + fixedBytes,
    // What goes into another file lies there twice until that one is whole.
    disk: bytes(files) + 2 * bytes(enclosed) + arrays,
  }
}

/** Of one output: at another rate it is there at both, converted with 64 bits. */
function blockBytes(sourceRate: number, exportRate: number): number {
  const rendered = floatBytes * blockLength
  if (sourceRate === exportRate) return rendered
  return rendered + doubleBytes * convertedLength(blockLength, sourceRate, exportRate)
}

function channelsOf(files: readonly PlannedFile[]): number {
  return files.reduce((sum, { channels }) => sum + channels.length, 0)
}

function soundBytes(
  channelCount: number,
  frameCount: number,
  { format, bits, kilobits, sampleRate }: ExportSettings,
): number {
  if (!isLossless(format)) return (kilobits * 1000 * frameCount) / sampleRate / 8
  return (channelCount * frameCount * (bits === '32f' ? 32 : bits)) / 8
}
