import { describe, expect, it } from 'vitest'
import { tallyOfPageTests, tallyOfReport } from './testRun.mjs'

const green = {
  numPassedTests: 5,
  numFailedTests: 0,
  testResults: [{ status: 'passed', assertionResults: [1] }],
}

describe('tallyOfReport', () => {
  it('is the counts of the report', () => {
    expect(tallyOfReport(green, 0)).toEqual({ passed: 5, failed: 0 })
    expect(tallyOfReport({ ...green, numFailedTests: 2 }, 1)).toEqual({ passed: 5, failed: 2 })
  })

  it('counts a suite that could not be loaded as failed', () => {
    const report = { ...green, testResults: [{ status: 'failed', assertionResults: [] }] }
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
    expect(tallyOfPageTests({ stats, errors: ['no spec'] }, 1)).toEqual({ passed: 7, failed: 1 })
    expect(tallyOfPageTests({ stats, errors: [] }, 1)).toEqual({ passed: 7, failed: 1 })
    expect(tallyOfPageTests(undefined, 0)).toEqual({ passed: 0, failed: 1 })
    expect(tallyOfPageTests({ stats: { ...stats, expected: 0 }, errors: [] }, 0)).toEqual({
      passed: 0,
      failed: 1,
    })
  })
})
