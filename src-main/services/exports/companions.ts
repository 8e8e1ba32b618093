/** What is written beside the sound: sessions, arrays, reports; when the sound is there, whole or not at all. */
import type { PictureWish } from '@core/contract/pictures'
import { drawPicture } from '../pictures/drawPicture'
import { pictureDocumentOf } from '../pictures/pictureDocument'
import { arrays } from './arrayFiles'
import type { Companion, ExportFacts } from './companion'
import type { ExportSettings } from './exportSettings'
import { createReport, type ExportReport } from './report'
import { reportAsHtml } from './reportHtml'
import { reportAsMarkdown } from './reportMarkdown'
import { dawProject, reaper } from './sessionFiles'

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
