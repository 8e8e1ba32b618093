/** Engine methods that give sound and files. */
import { basename, dirname, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { sampleCount, type Samples } from '@core/audio/audioData'
import {
  mostRenderedSamples,
  type EngineRequest,
  type EngineResult,
  type Exported,
} from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { SeparatedSignal } from '@core/contract/pictures'
import type { JobControl } from '@core/contract/job'
import type { Project } from '@core/project/project'
import {
  blocksOf,
  renderOutputs,
  type ComponentWeights,
  type Separation,
} from '@core/separation/renderOutputs'
import { pause } from '../../engine/pause'
import * as exports from '../exports/exportAudio'
import type { ExportedFile } from '../exports/exportSettings'
import { createPatience } from '../files/patience'
import { sweepStaleTemporaries } from '../files/temporaryFiles'
import * as projectFile from '../projectFile/projectFile'
import { mixOf } from '../projects'
import { refuseRecording } from '../recordings'
import { bytesOf } from './decomposing'
import { requireDecomposition, withinSession, type HeldDecomposition, type Session } from './sessions'

/** Samples between two looks at messages: less than 50 ms of work. */
const blockLength = 2 ** 15

export async function renderAudio(
  session: Session,
  { of, start, end }: EngineRequest<'renderAudio'>,
  ownControl: JobControl,
): Promise<EngineResult<'renderAudio'>> {
  const control = withinSession(session, ownControl)
  const outputCount = 'channel' in of ? 1 : of.outputs.length
  checkRange(session, { start, end, outputCount })
  const render = rendererOf(session, of)
  const length = end - start
  const signals = new Float32Array(outputCount * length)
  for (const block of blocksOf(length, blockLength)) {
    render(start + block.start, start + block.end).forEach((signal, i) =>
      signals.set(signal, i * length + block.start),
    )
    await pause(control)
  }
  return { audio: session.artifacts.keepForNow(bytesOf(signals)) }
}

/** Renders from what the session holds; nothing here grows with the recording. */
function rendererOf(
  session: Session,
  of: EngineRequest<'renderAudio'>['of'],
): (start: number, end: number) => Samples[] {
  if ('channel' in of) {
    const { samples } = session.monos.choose(of.channel)
    return (start, end) => [samples.subarray(start, end)]
  }
  const { separation, outputs } = shapedOutputs(session, of)
  return (start, end) => renderOutputs(separation, outputs, { start, end })
}

/** @throws ShellacError 'bad-argument' for what does not fit the components of the decomposition */
export function shapedOutputs(
  session: Session,
  { decomposition, outputs, shaping }: SeparatedSignal,
): { readonly separation: Separation; readonly outputs: ComponentWeights[] } {
  const { separation } = requireDecomposition(session, decomposition)
  const { componentCount } = separation.factors
  const count = shaping?.groups.length ?? componentCount
  if (count !== componentCount) {
    const message = `The shaping groups ${count} components; there are ${componentCount}.`
    throw new ShellacError('bad-argument', message)
  }
  return { separation: { ...separation, shaping }, outputs: weightsOf(outputs, componentCount) }
}

/** @throws ShellacError 'bad-argument' for what does not fit the recording or an artifact */
function checkRange(
  { recording }: Session,
  { start, end, outputCount }: { readonly start: number; readonly end: number; readonly outputCount: number },
): void {
  const count = sampleCount(recording.audio)
  if (end > count) {
    throw new ShellacError('bad-argument', `end is ${end}; the recording has ${count} samples.`)
  }
  const rendered = (end - start) * outputCount
  if (rendered <= mostRenderedSamples) return
  const message = `${rendered} samples were asked for; at most ${mostRenderedSamples} are rendered at once.`
  throw new ShellacError('bad-argument', message)
}

/** @throws ShellacError 'bad-argument' for an output that has not one weight a component */
function weightsOf(outputs: readonly (readonly number[])[], componentCount: number): ComponentWeights[] {
  // One more is the weight of removed clicks.
  const wrong = outputs.find(({ length }) => length !== componentCount && length !== componentCount + 1)
  if (!wrong) return outputs.map((weights) => Float64Array.from(weights))
  const message = `An output has ${wrong.length} weights; there are ${componentCount} components.`
  throw new ShellacError('bad-argument', message)
}

export async function saveProject(
  session: Session,
  { decomposition, project, file, overwrite, replaces }: EngineRequest<'saveProject'>,
  ownControl: JobControl,
): Promise<EngineResult<'saveProject'>> {
  const control = withinSession(session, ownControl)
  const held = requireDecomposition(session, decomposition)
  const edited = { ...editedProject(held, project), report: session.report ?? held.opened.report }
  const patience = createPatience({ control })
  const { recording } = edited.project
  await patience.wait(file, () => refuseRecording(file, recording), recording.byteLength)
  await patience.wait(file, () => sweepStaleTemporaries(dirname(resolve(file))))
  await pause(control)
  const options = { overwrite, replaces, control, protectedPaths: recordingPaths(session) }
  const { revision } = await projectFile.saveProject(file, edited, options)
  session.projectPaths.add(resolve(file))
  return { name: basename(file), revision }
}

export function recordingPaths({ recordingPath }: Session): string[] {
  return recordingPath === undefined ? [] : [recordingPath]
}

export async function exportAudio(
  session: Session,
  request: EngineRequest<'exportAudio'>,
  control: JobControl,
): Promise<Exported> {
  const { panLaw, noiseAmount, ...settings } = request.export
  const held = requireDecomposition(session, request.decomposition)
  const edited = editedProject(held, request.project)
  const { files, report, companionPaths, skipped, notes, warnings } = await exports.exportAudio(
    edited,
    held.separation,
    {
      ...settings,
      mix: mixOf(edited.project, { panLaw, noiseAmount }),
      target: request.file,
      protectedPaths: [...recordingPaths(session), ...session.projectPaths],
    },
    withinSession(session, control),
  )
  session.report = Buffer.from(JSON.stringify(report, null, 2))
  return {
    files: [...files.map(({ path }) => path), ...companionPaths].map((path) => basename(path)),
    notes,
    warnings,
    nullTestDecibels: report.nullTestDecibels,
    gainDecibels: report.export.sharedGainDecibels,
    ...writtenLevels(files),
    skipped,
  }
}

/** Loudness of the mix or the only file, and the highest true peak. */
function writtenLevels(files: readonly ExportedFile[]): Pick<Exported, 'loudnessLufs' | 'truePeakDbtp'> {
  const main = files.find(({ plan }) => plan.content === 'mix') ?? (files.length === 1 ? files[0] : undefined)
  const truePeak = Math.max(...files.map((file) => file.truePeak))
  const finite = (value: number | undefined): number | null =>
    value !== undefined && Number.isFinite(value) ? value : null
  return { loudnessLufs: finite(main?.loudness), truePeakDbtp: finite(truePeak) }
}

/**
 * The person's project with the factors of its decomposition.
 * @throws ShellacError 'bad-argument' when it is of another recording or decomposition
 */
export function editedProject({ opened }: HeldDecomposition, project: Project): projectFile.OpenedProject {
  const made = opened.project
  const isSame =
    project.recording.sha256 === made.recording.sha256 &&
    project.recording.channel === made.recording.channel &&
    project.recording.lag === made.recording.lag &&
    isDeepStrictEqual(project.analysis, made.analysis) &&
    isDeepStrictEqual(project.decomposition, made.decomposition)
  if (isSame) return { ...opened, project: { ...project, recording: made.recording } }
  const message = `The project is not of this decomposition of ${made.recording.name}; name the decomposition that it came with.`
  throw new ShellacError('bad-argument', message)
}
