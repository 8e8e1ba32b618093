import { expect, it } from 'vitest'
import { testsIn, type EndToEndTest } from './endToEnd'
import { inputRowOf } from './inputRow'
import { windowRowsOf } from './windowRows'

const blocked = (description: string) => ({ type: 'S4 blocked', description })
const test = (title: string, shell: string, changes: Partial<EndToEndTest> = {}): EndToEndTest => ({
  ...{ spec: 'security.spec.ts', title, shell, state: 'passed', notes: [] },
  ...changes,
})
const whole = ['browser', 'electron'].flatMap((shell) => [
  test('a whole session', shell),
  test('the page is not led out', shell, {
    spec: 'leaving.spec.ts',
    notes: [blocked('a form'), blocked('a frame')],
  }),
  ...Array.from({ length: 6 }, (_, i) => test(`injection ${i} is blocked and reported`, shell)),
])

it('what was blocked is counted for each shell', () => {
  const [leaving, injections] = windowRowsOf(whole)
  expect(leaving.figure).toBe('desktop shell under its stand-in: 2 blocked; browser shell: 2 blocked')
  expect(injections.figure).toContain('browser shell: 6/6 injections blocked; 2 tests of normal use without')
  expect([leaving.outcome, injections.outcome]).toEqual(['met', 'met'])
})

it('a test that fails is named and not met, and so is a shell in which nothing was tried', () => {
  const failing = whole.map((one) =>
    one.title === 'the page is not led out' && one.shell === 'browser'
      ? { ...one, state: 'failed' as const }
      : one,
  )
  const [leaving, injections] = windowRowsOf(failing)
  expect(leaving.figure).toContain('failed in browser: the page is not led out')
  expect([leaving.outcome, injections.outcome]).toEqual(['not met', 'met'])
  const half = windowRowsOf(whole.filter(({ shell }) => shell === 'browser'))
  expect(half.map(({ outcome }) => outcome)).toEqual(['not met', 'not met'])
})

it('tests are found at any depth of the report', () => {
  const of = (status: string) => ({ projectName: 'browser', status, annotations: [{ type: 'S4 blocked' }] })
  const spec = {
    title: 'x',
    file: 'x.spec.ts',
    tests: [of('expected'), of('unexpected'), of('flaky'), of('skipped')],
  }
  const tests = testsIn({ suites: [{ suites: [{ specs: [spec] }] }] })
  expect(tests.map(({ state }) => state)).toEqual(['passed', 'failed', 'failed', 'skipped'])
  expect(tests[0].notes).toEqual([{ type: 'S4 blocked', description: '' }])
})

it('input that waits too long, or that was not measured, is not met', () => {
  const measured = (delays: readonly number[]): EndToEndTest[] => [
    test('input delay', '', { notes: [{ type: 'input delay', description: JSON.stringify(delays) }] }),
  ]
  const quick = Array.from({ length: 200 }, (_, i) => (i === 7 ? 500 : 5))
  expect(inputRowOf(measured(quick))).toMatchObject({ outcome: 'met' })
  expect(inputRowOf(measured([...quick, 300, 300])).outcome).toBe('not met')
  expect(inputRowOf([]).outcome).toBe('not met')
})
