import type { Samples } from '@core/audio/audioData'
import { createLoudnessMeter } from '@core/audio/levels/loudness'
import { isOnGrid } from '@core/audio/levels/quantise'
import { createTruePeakMeter } from '@core/audio/levels/truePeak'
import type { JobControl } from '@core/contract/job'
import type { Project } from '@core/project/project'
import { mixWeights, weightsOf, withClicks, type Mix } from '@core/separation/mixdown'
import { gainToDecibels } from '@core/separation/panLaw'
import { recordingOf, type ComponentWeights, type Separation } from '@core/separation/renderOutputs'
import { groupsOf, type PlannedFile } from '@core/export/exportPlan'
import { renderBlocks } from './renderBlocks'

export interface LevelFigures {
  /** LUFS; -Infinity for silence */
  readonly loudness: number
  /** dBTP */
  readonly truePeak: number
}

/** What is known of an export before it is written. */
export interface Measurement {
  /** RMS of (sum of all parts, removed clicks among them, - recording) relative to the recording, dB: the null test. */
  readonly nullTest: number
  /** The mono recording. */
  readonly before: LevelFigures
  /** The stereo mix at the source's rate, before the shared gain. */
  readonly after: LevelFigures
  /** LUFS of the file where there is only one, else of the mix; at the rate of the export, before the shared gain. */
  readonly loudness: number
  /** Highest sample of the mix, of every source and of every file to write, at the rate of the export. */
  readonly peak: number
  /** Highest true peak of the files to write, at the rate of the export, full scale = 1. */
  readonly truePeak: number
  /** Per file: every sample already fits the word length, so that neither rounding nor dither changes it. */
  readonly fitsWordLength: readonly boolean[]
}

export interface MeasureOptions {
  readonly mix: Mix
  readonly files: readonly PlannedFile[]
  readonly sourceRate: number
  readonly exportRate: number
  /** Word length of integer formats. */
  readonly bits: 16 | 24 | undefined
}

/** Renders everything once without writing: levels, the null test, and what the shared gain has to be. */
export async function measureExport(
  separation: Separation,
  project: Project,
  options: MeasureOptions,
  control: JobControl,
): Promise<Measurement> {
  const { files, sourceRate } = options
  const parts = partsOf(project)
  const mix = mixWeights(options.mix)
  const outputs = [...mix, ...parts, ...files.flatMap((file) => file.channels)]
  const firstOfFiles = mix.length + parts.length
  const rates = { from: sourceRate, to: options.exportRate }
  const recording = recordingOf(separation)
  const nullTest = createNullTest(recording)
  const fileOutputs = outputs.length - firstOfFiles
  const meters = { before: createLevelMeter(sourceRate, 1), after: createLevelMeter(sourceRate, 2) }
  const isSingle = files.length === 1
  const loudness = createLoudnessMeter(options.exportRate, isSingle ? fileOutputs : mix.length)
  const truePeaks = createTruePeakMeter(options.exportRate, fileOutputs)
  const fits = files.map(() => options.bits !== undefined && sourceRate === options.exportRate)
  let peak = 0

  const pass = { stage: 'measuring', peakOnly: parts.map((_, i) => mix.length + i) } as const
  for await (const block of renderBlocks({ separation, rates }, outputs, pass, control)) {
    const { start, signals, converted } = block
    nullTest.push(start, signals.slice(mix.length, firstOfFiles))
    meters.before.push([recording.subarray(start, start + signals[0].length)])
    meters.after.push(signals.slice(0, mix.length))
    checkGrid(fits, files, signals.slice(firstOfFiles), options.bits)
    const ofFiles = converted.slice(firstOfFiles)
    peak = block.peak
    truePeaks.push(ofFiles)
    loudness.push(isSingle ? ofFiles : converted.slice(0, mix.length))
  }
  return {
    nullTest: nullTest.decibels(),
    before: meters.before.figures(),
    after: meters.after.figures(),
    loudness: loudness.integrated(),
    peak,
    truePeak: truePeaks.peak(),
    fitsWordLength: fits,
  }
}

/**
 * What the null test sums: the groups that are heard, or, where everything is in one group, the components; and the clicks that were
 * removed before.
 */
function partsOf(project: Project): ComponentWeights[] {
  const componentCount = project.components.length
  const groups = groupsOf(project).map(({ members }) => members)
  const parts = groups.length > 1 ? groups : project.components.map((_, k) => [k])
  const weights = parts.map((members) => weightsOf(componentCount, members))
  return project.analysis.declick ? [...weights, withClicks(weightsOf(componentCount, []))] : weights
}

/** With what a bext chunk says beside. */
export interface DetailedLevels extends LevelFigures {
  /** LU */
  readonly range: number
  /** LUFS */
  readonly momentaryMaximum: number
  readonly shortTermMaximum: number
}

/** Loudness and true peak of a mono or stereo signal, fed block by block. */
export function createLevelMeter(
  sampleRate: number,
  channelCount: number,
): { push(channels: readonly Samples[]): void; figures(): LevelFigures; details(): DetailedLevels } {
  const loudness = createLoudnessMeter(sampleRate, channelCount)
  const truePeak = createTruePeakMeter(sampleRate, channelCount)
  return {
    push(channels) {
      loudness.push(channels)
      truePeak.push(channels)
    },
    figures: () => ({ loudness: loudness.integrated(), truePeak: truePeak.decibels() }),
    details: () => ({
      loudness: loudness.integrated(),
      truePeak: truePeak.decibels(),
      range: loudness.integrated() > -Infinity ? loudness.range() : NaN,
      momentaryMaximum: loudness.momentaryMaximum(),
      shortTermMaximum: loudness.shortTermMaximum(),
    }),
  }
}

function createNullTest(recording: Samples): {
  push(start: number, groups: readonly Samples[]): void
  decibels(): number
} {
  let residue = 0
  let energy = 0
  return {
    push(start, groups) {
      for (let i = 0; i < groups[0].length; i++) {
        let sum = 0
        for (const group of groups) sum += group[i]
        residue += (sum - recording[start + i]) ** 2
        energy += recording[start + i] ** 2
      }
    },
    decibels: () => (energy > 0 ? gainToDecibels(Math.sqrt(residue / energy)) : -Infinity),
  }
}

function checkGrid(
  fits: boolean[],
  files: readonly PlannedFile[],
  signals: readonly Samples[],
  bits: 16 | 24 | undefined,
): void {
  let first = 0
  files.forEach((file, i) => {
    const own = signals.slice(first, first + file.channels.length)
    first += file.channels.length
    if (bits !== undefined && fits[i]) fits[i] = own.every((signal) => isOnGrid(signal, bits))
  })
}
