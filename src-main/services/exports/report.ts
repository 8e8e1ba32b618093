import type { Project } from '@core/project/project'
import { learnedNoise, ungroupedComponents } from '@core/project/project'
import { strokeGroupName, type Stroke } from '@core/project/stroke'
import { describeComponents } from '@core/separation/componentFacts'
import { gainToDecibels } from '@core/separation/panLaw'
import type { Declicked } from '@core/separation/renderOutputs'
import { version } from '../../../package.json'
import type { OpenedProject } from '../projectFile/projectFile'
import { inOrder } from '@core/export/exportPlan'
import { isLossless } from '@core/export/presets'
import type { ExportLevel } from '@core/contract/exports'
import type { ExportedFile, ExportSettings } from './exportSettings'
import type { Measurement } from './measure'

/** Everything that was done to the recording, as JSON. Levels that are silent are null. */
export interface ExportReport {
  readonly format: 'shellac-report'
  readonly version: 2
  readonly application: string
  readonly source: Omit<Project['recording'], 'storage'>
  readonly analysis: Project['analysis'] & { readonly windowMilliseconds: number }
  /** Clicks that were removed before the decomposition; null: none were looked for. */
  readonly clicks: { readonly count: number; readonly perSecond: number } | null
  readonly decomposition: Omit<Project['decomposition'], 'costCurves'>
  readonly components: readonly ReportedComponent[]
  readonly sources: readonly ReportedSource[]
  readonly ungrouped: readonly number[]
  readonly noise: {
    readonly components: readonly number[]
    readonly amountPercent: number
    /** To either side over which its mask was averaged. */
    readonly smoothingMilliseconds: number
    readonly smoothingHertz: number
    /** Learned noise was filtered out before the masks. */
    readonly filtered: boolean
  }
  /** What was painted on the spectrogram, by the names of the groups. */
  readonly strokes: readonly ReportedStroke[]
  readonly panLawDecibels: number
  readonly nullTestDecibels: number | null
  readonly loudness: {
    readonly before: ReportedLevels
    readonly after: ReportedLevels
  }
  readonly export: {
    readonly preset: string | null
    readonly contents: readonly string[]
    readonly format: string
    /** Null for formats without word length. */
    readonly bits: number | string | null
    /** Null for lossless formats. */
    readonly kilobitsPerSecond: number | null
    readonly sampleRate: number
    readonly level: ExportLevel
    readonly tags: Readonly<Record<string, string>>
    readonly sharedGainDecibels: number
    readonly files: readonly ReportedFile[]
    readonly notes: readonly string[]
    readonly warnings: readonly string[]
  }
}

interface ReportedLevels {
  readonly lufs: number | null
  readonly truePeakDbtp: number | null
}

interface ReportedComponent {
  /** From 1. */
  readonly number: number
  readonly name: string
  readonly energySharePercent: number
  readonly centroidHz: number
}

interface ReportedSource {
  readonly name: string
  /** From 1. */
  readonly components: readonly number[]
  readonly pan: number
  readonly gainDecibels: number | null
  /** Level at which the noise was let in with it. */
  readonly noiseDecibels: number | null
  readonly mute: boolean
  readonly solo: boolean
}

interface ReportedStroke {
  readonly to: string
  /** Null: from all other groups. */
  readonly from: string | null
  readonly strengthPercent: number
  readonly shape: Stroke['shape']
}

interface ReportedFile extends ReportedLevels {
  readonly name: string
  readonly title: string
  readonly channels: number
  readonly bytes: number
  readonly dither: boolean
  readonly clippedSamples: number
  /** Null where no limiter was in the way. */
  readonly limiter: { readonly reductionDecibels: number; readonly sharePercent: number } | null
}

export interface ReportFacts {
  readonly declicked: Declicked | undefined
  readonly measurement: Measurement
  readonly gain: number
  readonly files: readonly ExportedFile[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

export function createReport(
  opened: OpenedProject,
  settings: ExportSettings,
  facts: ReportFacts,
): ExportReport {
  const { project } = opened
  const { storage: _, ...source } = project.recording
  const { costCurves: __, ...decomposition } = project.decomposition
  return {
    format: 'shellac-report',
    version: 2,
    application: `Shellac ${version}`,
    source,
    analysis: {
      ...project.analysis,
      learned: project.analysis.learned.map((it) => ({ ...it, components: fromOne(it.components) })),
      windowMilliseconds: round((1000 * project.analysis.windowLength) / source.sampleRate, 2),
    },
    clicks: facts.declicked ? reportedClicks(facts.declicked, source.sampleCount / source.sampleRate) : null,
    decomposition,
    components: reportedComponents(opened),
    sources: settings.mix.sources.map(({ name, components, pan, gain, noise, mute, solo }) => ({
      name,
      components: fromOne(components),
      pan,
      gainDecibels: finite(gain),
      noiseDecibels: finite(noise),
      mute,
      solo,
    })),
    ungrouped: fromOne(ungroupedComponents(project)),
    noise: {
      components: fromOne(settings.mix.noise.components),
      amountPercent: settings.mix.noise.amount,
      smoothingMilliseconds: settings.mix.noise.smoothing.milliseconds,
      smoothingHertz: settings.mix.noise.smoothing.hertz,
      filtered: settings.mix.noise.filter && learnedNoise(project.analysis).length > 0,
    },
    strokes: project.strokes.map(({ to, from, strength, shape }) => ({
      to: strokeGroupName(project, to),
      from: from && strokeGroupName(project, from),
      strengthPercent: strength,
      shape,
    })),
    panLawDecibels: settings.mix.panLaw,
    nullTestDecibels: finite(facts.measurement.nullTest),
    loudness: { before: levels(facts.measurement.before), after: levels(facts.measurement.after) },
    export: reportedExport(settings, facts, settings.tags ?? project.recording.tags),
  }
}

function reportedClicks({ clicks }: Declicked, seconds: number): ExportReport['clicks'] {
  return { count: clicks.length, perSecond: round(clicks.length / seconds, 2) }
}

function reportedComponents({ project, W, H }: OpenedProject): ReportedComponent[] {
  const { binCount, frameCount } = project.decomposition
  const { componentCount } = project.analysis
  const described = describeComponents(
    { W, H, binCount, frameCount, componentCount },
    project.recording.sampleRate,
  )
  return described.map(({ energyShare, centroid }, k) => ({
    number: k + 1,
    name: project.components[k].name,
    energySharePercent: round(100 * energyShare, 2),
    centroidHz: round(centroid, 1),
  }))
}

function reportedExport(
  settings: ExportSettings,
  facts: ReportFacts,
  tags: Readonly<Record<string, string>>,
): ExportReport['export'] {
  return {
    preset: settings.preset,
    contents: inOrder(settings.contents),
    format: settings.format,
    bits: isLossless(settings.format) ? settings.bits : null,
    kilobitsPerSecond: isLossless(settings.format) ? null : settings.kilobits,
    sampleRate: settings.sampleRate,
    level: settings.level,
    tags,
    sharedGainDecibels: round(gainToDecibels(facts.gain), 3),
    files: facts.files.map((file) => ({
      name: file.path.split(/[\\/]/).at(-1) ?? file.path,
      title: file.plan.title,
      channels: file.channelCount,
      bytes: file.byteLength,
      dither: file.dither,
      clippedSamples: file.clippedCount,
      limiter: limiterOf(file),
      ...levels(file),
    })),
    notes: facts.notes,
    warnings: facts.warnings,
  }
}

function limiterOf({ limiter }: ExportedFile): ReportedFile['limiter'] {
  if (!limiter) return null
  return {
    reductionDecibels: round(limiter.reduction, 2),
    sharePercent: round(100 * limiter.share, 3),
  }
}

function levels(figures: { loudness: number; truePeak: number }): ReportedLevels {
  return { lufs: finite(round(figures.loudness, 2)), truePeakDbtp: finite(round(figures.truePeak, 2)) }
}

function fromOne(components: readonly number[]): number[] {
  return components.map((k) => k + 1)
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function round(value: number, digits: number): number {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : value
}
