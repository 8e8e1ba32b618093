import { describe, expect, it } from 'vitest'
import {
  failedSuites,
  pageFailures,
  pageUnsteady,
  tallyOfPageTests,
  tallyOfReport,
  tallyWithAgain,
  unitFailures,
} from './testReports.mjs'

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

describe('failed files tried once more', () => {
  const passed = { fullName: 'is fine', status: 'passed' }
  const failed = { fullName: 'adds up', status: 'failed' }
  const first = {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      { name: 'fine.test.ts', status: 'passed', assertionResults: [passed] },
      { name: 'sum.test.ts', status: 'failed', assertionResults: [passed, failed] },
      unloadable,
    ],
  }

  it('are those with a failed test, and those that could not be loaded', () => {
    expect(failedSuites(first)).toEqual(['sum.test.ts', 'broken.test.ts'])
    expect(failedSuites(green)).toEqual([])
    expect(failedSuites(undefined)).toEqual([])
  })

  it('count by their second run, the others by the first', () => {
    expect(tallyWithAgain(first, { passed: 2, failed: 0 })).toEqual({ passed: 3, failed: 0 })
    expect(tallyWithAgain(first, { passed: 1, failed: 1 })).toEqual({ passed: 2, failed: 1 })
  })
})

describe('tallyOfPageTests', () => {
  const stats = { expected: 7, unexpected: 0, flaky: 0, skipped: 2 }

  it('is the counts of the report; a test that passed when tried once more has passed', () => {
    expect(tallyOfPageTests({ stats, errors: [] }, 0)).toEqual({ passed: 7, failed: 0 })
    const mixed = { ...stats, unexpected: 2, flaky: 1 }
    expect(tallyOfPageTests({ stats: mixed, errors: [] }, 1)).toEqual({ passed: 8, failed: 2 })
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

  it('names page tests that passed only when tried once more', () => {
    const stats = { expected: 1, unexpected: 0, flaky: 1, skipped: 0 }
    const steady = {
      title: 'opens',
      file: 'a.spec.ts',
      ok: true,
      tests: [{ status: 'expected', results: [] }],
    }
    const results = [{ errors: [{ message: 'no sound' }] }, { errors: [] }]
    const unsteady = { title: 'plays', file: 'a.spec.ts', ok: true, tests: [{ status: 'flaky', results }] }
    const report = { stats, errors: [], specs: [steady, unsteady] }
    expect(pageUnsteady(report)).toEqual(['a.spec.ts > plays\nno sound'])
    expect(pageFailures(report)).toEqual([])
    expect(pageUnsteady(undefined)).toEqual([])
  })
})
