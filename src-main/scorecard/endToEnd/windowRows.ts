import { outcomeOf, type Effort, type Row } from '../section'
import { runEndToEnd, type EndToEndTest } from './endToEnd'

const shells = [
  ['desktop shell under its stand-in', 'electron'],
  ['browser shell', 'browser'],
] as const
const injectionTitle = /is blocked and reported$/

/** Promises S4 and S6 in windows. */
export async function windowRows({ folder }: Pick<Effort, 'folder'>): Promise<Row[]> {
  const tests = await runEndToEnd(['leaving.spec', 'security.spec', 'journey.spec'], folder)
  return windowRowsOf(tests.filter(({ state }) => state !== 'skipped'))
}

/** @param tests those that were run */
export function windowRowsOf(tests: readonly EndToEndTest[]): Row[] {
  return [leavingRow(tests), injectionRow(tests)]
}

function leavingRow(all: readonly EndToEndTest[]): Row {
  const tests = all.filter(({ spec }) => spec.includes('leaving'))
  const counts = shells.map(([name, project]) => {
    const blocked = tests
      .filter(({ shell }) => shell === project)
      .flatMap(({ notes }) => notes.filter(isBlocked))
    return { name, blocked: blocked.length }
  })
  const failed = failures(tests)
  return {
    requirement: 'S4',
    promise: 'In a window, too, the page is not led out and is granted nothing.',
    tried:
      'forms, frames, objects, bases, links, locations, refreshes, new windows, scripts and data as addresses; permissions that the person has granted (`e2e/specs/leaving.spec.ts`)',
    figure: `${counts.map(({ name, blocked }) => `${name}: ${blocked} blocked`).join('; ')}${failureText(failed)}`,
    outcome: outcomeOf(failed.length === 0 && counts.every(({ blocked }) => blocked > 0)),
  }
}

function injectionRow(all: readonly EndToEndTest[]): Row {
  const injections = all.filter(({ title }) => injectionTitle.test(title))
  const others = all.filter(({ title, spec }) => !injectionTitle.test(title) && !spec.includes('leaving'))
  const failed = failures([...injections, ...others])
  const counts = shells.map(([name, project]) => {
    const own = injections.filter(({ shell }) => shell === project)
    return { name, made: own.length, blocked: own.filter(({ state }) => state === 'passed').length }
  })
  return {
    requirement: 'S6, M10',
    promise: 'What is put into the page does not run, and normal use breaks no rule of the policy.',
    tried:
      'an inline script, evaluated text, markup, an image of another host, a worker by a text, a script of a blob; a whole session from opening to export (`e2e/specs/security.spec.ts`, `journey.spec.ts`)',
    figure: `${counts.map(({ name, made, blocked }) => `${name}: ${blocked}/${made} injections blocked`).join('; ')}; ${others.length - failures(others).length} tests of normal use without a violation${failureText(failed)}`,
    outcome: outcomeOf(failed.length === 0 && counts.every(({ made }) => made >= 6) && others.length > 0),
  }
}

function isBlocked({ type }: EndToEndTest['notes'][number]): boolean {
  return type === 'S4 blocked'
}

function failures(tests: readonly EndToEndTest[]): EndToEndTest[] {
  return tests.filter(({ state }) => state === 'failed')
}

function failureText(tests: readonly EndToEndTest[]): string {
  return tests.map(({ title, shell }) => `; failed in ${shell}: ${title}`).join('')
}
