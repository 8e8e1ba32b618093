/** The scorecard in Markdown, whole. */
import type { Outcome, Row, Section } from './section'

export interface SectionResult {
  readonly section: Pick<Section, 'letter' | 'title' | 'about'>
  readonly rows: readonly Row[]
}

/** Where and when it was measured. */
export interface Circumstances {
  readonly date: Date
  readonly version: string
  /** Short hash; null outside of a repository. */
  readonly commit: string | null
  /** Files differ from that commit. */
  readonly isChanged: boolean
  /** Such as 'Node 20.19.0, linux x64, 2 processors'. */
  readonly machine: string
  readonly seed: number
  readonly isShort: boolean
}

export function scorecardText(results: readonly SectionResult[], circumstances: Circumstances): string {
  return `${[
    '# Scorecard',
    'Written by `npm run scorecard`, whole; nothing here is written by hand. The promises are told in `docs/architecture.md` and the manuals.',
    circumstancesText(circumstances),
    sumText(results),
    ...results.map(sectionText),
  ].join('\n\n')}\n`
}

function circumstancesText(circumstances: Circumstances): string {
  const { date, version, commit, isChanged, machine, seed, isShort } = circumstances
  const day = date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const state = commit === null ? 'no commit known' : `commit ${commit}${isChanged ? ' with changes' : ''}`
  const form = isShort ? 'short form, as in the tests' : 'whole form'
  return `Measured on ${day} with version ${version}, ${state}; ${machine}; seed ${seed}; ${form}.`
}

/** How many rows are met, not met and not tried. */
export function countOutcomes(results: readonly SectionResult[]): Readonly<Record<Outcome, number>> {
  const counts = { met: 0, 'not met': 0, 'not tried': 0 }
  for (const { outcome } of results.flatMap(({ rows }) => rows)) counts[outcome] += 1
  return counts
}

function sumText(results: readonly SectionResult[]): string {
  const counts = countOutcomes(results)
  return `**${counts.met} met, ${counts['not met']} not met, ${counts['not tried']} not tried.**`
}

function sectionText({ section, rows }: SectionResult): string {
  const table = [
    ['', 'Promise', 'Tried', 'Figure', 'Outcome'],
    ['---', '---', '---', '---', '---'],
    ...rows.map(({ requirement, promise, tried, figure, outcome }) => [
      requirement,
      promise,
      tried,
      figure,
      outcome === 'met' ? outcome : `**${outcome}**`,
    ]),
  ].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)
  return `## ${section.title}\n\n${section.about}\n\n${table.join('\n')}`
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim()
}
