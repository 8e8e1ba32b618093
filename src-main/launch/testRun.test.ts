import { describe, expect, it } from 'vitest'
import { pageFailures, tallyOfPageTests, tallyOfReport, unitFailures } from './testRun.mjs'

const green = {
  numPassedTests: 5,
  numFailedTests: 0,
  testResults: [
    { name: 'fine.test.ts', status: 'passed', assertionResults: [{ fullName: 'fine', status: 'passed' }] },
  ],
}

const unloadable = {
  name: 'broken.test.ts',
  status: 'failed',
  message: 'no such import',
  assertionResults: [],
}

describe('tallyOfReport', () => {
  it('is the counts of the report', () => {
    expect(tallyOfReport(green, 0)).toEqual({ passed: 5, failed: 0 })
    expect(tallyOfReport({ ...green, numFailedTests: 2 }, 1)).toEqual({ passed: 5, failed: 2 })
  })

  it('counts a suite that could not be loaded as failed', () => {
    const report = { ...green, testResults: [unloadable] }
    expect(tallyOfReport(report, 1)).toEqual({ passed: 5, failed: 1 })
  })

  it('never calls a failed run green', () => {
    expect(tallyOfReport(green, 1)).toEqual({ passed: 5, failed: 1 })
    expect(tallyOfReport(undefined, 0)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('tallyOfPageTests', () => {
  const stats = { expected: 7, unexpected: 0, flaky: 0, skipped: 2 }

  it('is the counts of the report; a test that passed only once more has failed', () => {
    expect(tallyOfPageTests({ stats, errors: [] }, 0)).toEqual({ passed: 7, failed: 0 })
    const mixed = { ...stats, unexpected: 2, flaky: 1 }
    expect(tallyOfPageTests({ stats: mixed, errors: [] }, 1)).toEqual({ passed: 7, failed: 3 })
  })

  it('counts errors outside of tests, and never calls a failed or an empty run green', () => {
    expect(tallyOfPageTests({ stats, errors: [{ message: 'no spec' }] }, 1)).toEqual({ passed: 7, failed: 1 })
    expect(tallyOfPageTests({ stats, errors: [] }, 1)).toEqual({ passed: 7, failed: 1 })
    expect(tallyOfPageTests(undefined, 0)).toEqual({ passed: 0, failed: 1 })
    expect(tallyOfPageTests({ stats: { ...stats, expected: 0 }, errors: [] }, 0)).toEqual({
      passed: 0,
      failed: 1,
    })
  })
})

describe('what is said of failures', () => {
  it('names file, test and first message of each failed unit test, and suites that could not be loaded', () => {
    const failed = {
      fullName: 'adds up',
      status: 'failed',
      failureMessages: ['expected 3, got 4', 'and more'],
    }
    const passed = { fullName: 'is fine', status: 'passed', failureMessages: [] }
    const suite = { name: 'sum.test.ts', status: 'failed', assertionResults: [passed, failed] }
    expect(unitFailures({ ...green, testResults: [suite, unloadable] })).toEqual([
      'sum.test.ts > adds up\nexpected 3, got 4',
      'broken.test.ts: no such import',
    ])
    expect(unitFailures(green)).toEqual([])
    expect(unitFailures(undefined)).toEqual([])
  })

  it('names spec, test and first message of each failed page test, however deep its suite', () => {
    const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 0 }
    const passed = { title: 'opens', file: 'a.spec.ts', ok: true, tests: [] }
    const tests = [{ results: [{ errors: [{ message: 'no sound' }] }] }]
    const failed = { title: 'plays', file: 'a.spec.ts', ok: false, tests }
    const report = {
      stats,
      errors: [{ message: 'no browser' }],
      suites: [{ suites: [{ specs: [passed, failed] }] }],
    }
    expect(pageFailures(report)).toEqual(['a.spec.ts > plays\nno sound', 'no browser'])
    expect(pageFailures(undefined)).toEqual([])
  })
})
