/** What is written beside the sound: sessions, arrays, reports; when the sound is there, whole or not at all. */
import type { JobControl } from '@core/contract/job'
import type { PictureWish } from '@core/contract/pictures'
import { createTimeLeft } from '../../engine/timeLeft'
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
  return (await drawPicture(pictureDocumentOf(opened.project, separation), wish, asReporting(control))).svg
}

/** A picture that is drawn is no file yet: the last hundredth is for the pages around it, and for the names. */
const pictureShare = 0.99

/** The picture is what takes time of all that is written beside the sound. */
function asReporting(control: JobControl): JobControl {
  const timeLeft = createTimeLeft()
  return {
    ...control,
    report({ done: drawn }) {
      const done = pictureShare * drawn
      control.report({ stage: 'reporting', done, ...timeLeft(done) })
    },
  }
}

export function reportOf(facts: Omit<ExportFacts, 'report'>): ExportReport {
  return createReport(facts.opened, facts.settings, facts)
}
