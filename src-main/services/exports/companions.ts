/**
 * Files beside the sound: reports now, and whatever else tells of an export or of its project. They are written with the sound, whole or
 * not at all.
 */
import type { OpenedProject } from '../projectFile/projectFile'
import type { ExportedFile, ExportSettings } from './exportSettings'
import type { Measurement } from './measure'
import type { Remarks } from './remarks'
import { createReport, type ExportReport } from './report'
import { reportAsMarkdown } from './reportMarkdown'

/** All that is known when the sound is written. */
export interface ExportFacts extends Remarks {
  readonly opened: OpenedProject
  readonly settings: ExportSettings
  readonly measurement: Measurement
  /** Linear, shared by all files. */
  readonly gain: number
  readonly files: readonly ExportedFile[]
  readonly report: ExportReport
}

/** A kind of such files. */
export interface Companion {
  /** @param base a path that their names begin with */
  paths(base: string): readonly string[]
  /** What they hold, in the order of the paths. */
  contents(facts: ExportFacts): readonly Uint8Array[]
}

/** What an export writes beside its sound; the reports come last. */
export function companionsOf(_settings: ExportSettings): readonly Companion[] {
  return [reports]
}

const reports: Companion = {
  paths: (base) => [`${base}.report.md`, `${base}.report.json`],
  contents: ({ report }) => [
    Buffer.from(reportAsMarkdown(report)),
    Buffer.from(`${JSON.stringify(report, null, 2)}\n`),
  ],
}

export function reportOf(facts: Omit<ExportFacts, 'report'>): ExportReport {
  return createReport(facts.opened, facts.settings, facts)
}
