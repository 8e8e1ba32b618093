/** Files beside the sound of an export: what they are given, and what they have to answer. */
import { dirname, join } from 'node:path'
import type { JobControl } from '@core/contract/job'
import type { PlannedFile } from '@core/export/exportPlan'
import type { NamedRecording } from '@core/export/nameTemplate'
import type { Declicked, Separation } from '@core/separation/renderOutputs'
import type { AtomicFile } from '../files/atomicWrite'
import type { OpenedProject } from '../projectFile/projectFile'
import type { ExportedFile, ExportSettings } from './exportSettings'
import type { Measurement } from './measure'
import type { Remarks } from './remarks'
import type { ExportReport } from './report'

/** All that is known when the sound is written. */
export interface ExportFacts extends Remarks {
  readonly opened: OpenedProject
  readonly separation: Separation
  /** What was done to the recording before it was decomposed. */
  readonly declicked: Declicked | undefined
  readonly control: JobControl
  readonly settings: ExportSettings
  readonly measurement: Measurement
  /** Linear, shared by all files. */
  readonly gain: number
  readonly files: readonly ExportedFile[]
  /** Every sound of the export, also what stays as it was and what only goes into a DAWproject. */
  readonly sounds: readonly RenderedSound[]
  /** Samples of each channel of each of them. */
  readonly sampleCount: number
  readonly report: ExportReport
}

/** Sound that lies ready. */
export interface RenderedSound {
  readonly plan: PlannedFile
  /** Where it will be; null for what has no file of its own. */
  readonly path: string | null
  /** Where its bytes are now. */
  readonly readyAt: string
}

/** What the names of companions are made of. */
export interface CompanionPlace {
  /** A path that names of reports begin with. */
  readonly base: string
  /** As names and tags speak of it. */
  readonly recording: NamedRecording
}

/** A kind of such files. */
export interface Companion {
  paths(place: CompanionPlace): readonly string[]
  /** Fills the files of the paths, in their order. */
  write(files: readonly AtomicFile[], facts: ExportFacts): Promise<void>
}

/** Paths beside the one that names of reports begin with. */
export function inFolderOf(base: string, names: readonly string[]): string[] {
  return names.map((name) => join(dirname(base), name))
}
