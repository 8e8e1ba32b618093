/**
 * Files beside the sound: reports, sessions, arrays. They are written when the sound is, whole or not at all.
 */
import type { PlannedFile } from '@core/export/exportPlan'
import type { AtomicFile } from '../files/atomicWrite'
import type { OpenedProject } from '../projectFile/projectFile'
import { arrays } from './arrayFiles'
import type { ExportedFile, ExportSettings } from './exportSettings'
import type { Measurement } from './measure'
import type { Remarks } from './remarks'
import { createReport, type ExportReport } from './report'
import { reportAsMarkdown } from './reportMarkdown'
import { dawProject, reaper } from './sessionFiles'

/** All that is known when the sound is written. */
export interface ExportFacts extends Remarks {
  readonly opened: OpenedProject
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
  /** Title of the recording as a file name. */
  readonly title: string
}

/** A kind of such files. */
export interface Companion {
  paths(place: CompanionPlace): readonly string[]
  /** Fills the files of the paths, in their order. */
  write(files: readonly AtomicFile[], facts: ExportFacts): Promise<void>
}

/** What an export writes beside its sound; the reports come last. */
export function companionsOf({ contents }: ExportSettings): readonly Companion[] {
  const wished = { dawproject: dawProject, rpp: reaper, arrays } as const
  const kinds = ['dawproject', 'rpp', 'arrays'] as const
  return [...kinds.filter((kind) => contents.includes(kind)).map((kind) => wished[kind]), reports]
}

const reports: Companion = {
  paths: ({ base }) => [`${base}.report.md`, `${base}.report.json`],
  async write([page, json], { report }) {
    await page.write(Buffer.from(reportAsMarkdown(report)))
    await json.write(Buffer.from(`${JSON.stringify(report, null, 2)}\n`))
  },
}

export function reportOf(facts: Omit<ExportFacts, 'report'>): ExportReport {
  return createReport(facts.opened, facts.settings, facts)
}
