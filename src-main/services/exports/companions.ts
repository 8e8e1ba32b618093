/**
 * Files beside the sound: reports, sessions, arrays. They are written when the sound is, whole or not at all.
 */
import type { JobControl } from '@core/contract/job'
import type { PictureWish } from '@core/contract/pictures'
import type { PlannedFile } from '@core/export/exportPlan'
import type { Separation } from '@core/separation/renderOutputs'
import type { AtomicFile } from '../files/atomicWrite'
import { drawPicture } from '../pictures/drawPicture'
import { pictureDocumentOf } from '../pictures/pictureDocument'
import type { OpenedProject } from '../projectFile/projectFile'
import { arrays } from './arrayFiles'
import type { ExportedFile, ExportSettings } from './exportSettings'
import type { Measurement } from './measure'
import type { Remarks } from './remarks'
import { createReport, type ExportReport } from './report'
import { reportAsHtml } from './reportHtml'
import { reportAsMarkdown } from './reportMarkdown'
import { dawProject, reaper } from './sessionFiles'

/** All that is known when the sound is written. */
export interface ExportFacts extends Remarks {
  readonly opened: OpenedProject
  readonly separation: Separation
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
  paths: ({ base }) => ['html', 'md', 'json'].map((kind) => `${base}.report.${kind}`),
  async write([page, markdown, json], facts) {
    const { report } = facts
    await page.write(Buffer.from(reportAsHtml(report, await pictureOfRemoved(facts))))
    await markdown.write(Buffer.from(reportAsMarkdown(report)))
    await json.write(Buffer.from(`${JSON.stringify(report, null, 2)}\n`))
  },
}

/** As SVG; null where nothing is left out. */
async function pictureOfRemoved({ opened, separation, control }: ExportFacts): Promise<string | null> {
  if (opened.project.noise.components.length === 0) return null
  const wish: PictureWish = {
    what: 'spectrogram',
    of: { kind: 'removed' },
    range: null,
    frequencies: 'log',
    // Low enough for the noise of a quiet groove.
    levels: { floor: -90, ceiling: 0 },
    colourMap: 'cividis',
  }
  // The export says how far it is, not its picture.
  const quiet = { ...control, report: () => undefined }
  return (await drawPicture(pictureDocumentOf(opened.project, separation), wish, quiet)).svg
}

export function reportOf(facts: Omit<ExportFacts, 'report'>): ExportReport {
  return createReport(facts.opened, facts.settings, facts)
}
