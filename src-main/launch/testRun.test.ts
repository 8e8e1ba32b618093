import { describe, expect, it } from 'vitest'
import { tallyOfReport } from './testRun.mjs'

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
