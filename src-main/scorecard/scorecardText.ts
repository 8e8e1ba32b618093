/** The scorecard in Markdown, whole. */
import type { Outcome, Row, Section } from './section'

export interface SectionResult {
  readonly section: Pick<Section, 'letter' | 'title' | 'about'>
  readonly rows: readonly Row[]
  /** Of what and how it was measured, where that was not together with the others. */
  readonly measured?: { readonly commit: string; readonly isShort: boolean }
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
    circumstancesText(results, circumstances),
    sumText(results),
    glanceText(results),
    ...results.map((result) => sectionText(result, circumstances)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function circumstancesText(results: readonly SectionResult[], circumstances: Circumstances): string {
  const { date, version, commit, isChanged, machine, seed } = circumstances
  const day = date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const state = commit === null ? 'no commit known' : `commit ${commit}${isChanged ? ' with changes' : ''}`
  return `Measured on ${day} with version ${version}, ${state}; ${machine}; seed ${seed}; ${formText(results, circumstances)}.`
}

/** In which form it was measured, with the names of the parts where that differs. */
function formText(results: readonly SectionResult[], page: Circumstances): string {
  const short = results.filter((result) => isShortPart(result, page)).map(({ section }) => section.title)
  if (short.length === 0) return 'whole form'
  if (short.length === results.length) return 'short form, as in the tests'
  return `whole form, but short form, as in the tests, in ${short.join(', ')}`
}

function isShortPart({ measured }: SectionResult, { isShort }: Circumstances): boolean {
  return measured?.isShort ?? isShort
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

/** What is asked for first, and the requirement whose rows tell it. */
const headlines: readonly (readonly [string, string])[] = [
  ['Kills while saving', 'D1'],
  ['Failing calls of the system', 'D3'],
  ['Edits lost by a kill', 'D6'],
  ['Hostile files', 'M1'],
  ['Attacks of other pages', 'L3'],
  ['Ways out of the window', 'S4'],
  ['What is put into the page', 'S6'],
  ['Cancelling', 'J1'],
  ['Progress', 'J2'],
  ['Memory and time told beforehand', 'J3'],
  ['Going on after a kill', 'J5'],
]

/** The figures that are asked for first; '' where none of them was measured. */
function glanceText(results: readonly SectionResult[]): string {
  const rows = results.flatMap((result) => result.rows)
  const lines = headlines.flatMap(([name, requirement]) =>
    rows
      .filter((row) => row.requirement.split(', ').includes(requirement))
      .map(({ figure, outcome }) => [name, figure, outcomeText(outcome)]),
  )
  return lines.length === 0 ? '' : `## At a glance\n\n${tableText(['', 'Figure', 'Outcome'], lines)}`
}

function sectionText(result: SectionResult, page: Circumstances): string {
  const { section, rows, measured } = result
  const lines = rows.map(({ requirement, promise, tried, figure, outcome }) => [
    requirement,
    promise,
    tried,
    figure,
    outcomeText(outcome),
  ])
  const table = tableText(['', 'Promise', 'Tried', 'Figure', 'Outcome'], lines)
  const remarks = [
    section.about,
    ...(measured && measured.commit !== page.commit ? [`Measured at commit ${measured.commit}.`] : []),
    ...(isShortPart(result, page) && !page.isShort ? ['Measured in the short form, as in the tests.'] : []),
  ]
  return `## ${section.title}\n\n${remarks.join(' ')}\n\n${table}`
}

function outcomeText(outcome: Outcome): string {
  return outcome === 'met' ? outcome : `**${outcome}**`
}

function tableText(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)
    .join('\n')
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim()
}
