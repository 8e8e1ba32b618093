/** What the reports of vitest and Playwright say: how many tests passed and failed, which failed, which are unsteady. */

/**
 * @typedef {{ passed: number, failed: number }} Tally
 * @typedef {{ fullName: string, status: string, failureMessages?: readonly string[] }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: readonly Assertion[] }} SuiteResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: readonly SuiteResult[] }} VitestReport
 * @typedef {{ expected: number, unexpected: number, flaky: number, skipped: number }} PlaywrightCounts
 * @typedef {{ message?: string }} PlaywrightError
 * @typedef {{ status?: string, results: readonly { errors: readonly PlaywrightError[] }[] }} PlaywrightTest
 * @typedef {{ title: string, file: string, ok: boolean, tests: readonly PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ suites?: readonly PlaywrightSuite[], specs?: readonly PlaywrightSpec[] }} PlaywrightSuite
 * @typedef {PlaywrightSuite & { stats: PlaywrightCounts, errors: readonly PlaywrightError[] }} PlaywrightReport
 */

/**
 * Counts a suite that could not even be loaded as one failed test, and so a run that failed for no test's fault.
 *
 * @param {VitestReport | undefined} report undefined when vitest wrote none
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function tallyOfReport(report, exitCode) {
  if (!report) return { passed: 0, failed: 1 }
  const unloadable = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + unloadable.length
  return { passed: report.numPassedTests, failed: exitCode !== 0 ? Math.max(1, failed) : failed }
}

/**
 * Counts what went wrong outside of any test, such as a spec that cannot be loaded, as failed tests.
 *
 * @param {PlaywrightReport | undefined} report undefined when Playwright wrote none
 * @param {number} exitCode of Playwright
 * @returns {Tally}
 */
export function tallyOfPageTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1 }
  const passed = report.stats.expected + report.stats.flaky
  const failed = report.stats.unexpected + report.errors.length
  return { passed, failed: exitCode !== 0 || passed === 0 ? Math.max(1, failed) : failed }
}

/**
 * @param {VitestReport | undefined} report undefined when vitest wrote none
 * @returns {string[]} the files in which a test failed, or that could not be loaded
 */
export function failedSuites(report) {
  return (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => name)
}

/**
 * What counts when the failed files were tried once more: of the first run what passed in other files, and all of the second.
 *
 * @param {VitestReport | undefined} first
 * @param {Tally} again of the failed files
 * @returns {Tally}
 */
export function tallyWithAgain(first, again) {
  const steady = (first?.testResults ?? []).filter(({ status }) => status !== 'failed')
  const passed = steady.flatMap(({ assertionResults }) => assertionResults)
  return {
    passed: passed.filter(({ status }) => status === 'passed').length + again.passed,
    failed: again.failed,
  }
}

/**
 * @param {VitestReport | undefined} report undefined when vitest wrote none
 * @returns {string[]} a line or more for each failed test: its file, name and first message
 */
export function unitFailures(report) {
  return (report?.testResults ?? []).flatMap((suite) => {
    if (suite.status === 'failed' && suite.assertionResults.length === 0)
      return [`${suite.name}: ${suite.message ?? 'could not be loaded'}`]
    return suite.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages = [] }) => `${suite.name} > ${fullName}\n${failureMessages[0] ?? ''}`)
  })
}

/**
 * @param {PlaywrightReport | undefined} report undefined when Playwright wrote none
 * @returns {string[]} a line or more for each failed test, and for each error outside of tests
 */
export function pageFailures(report) {
  if (!report) return []
  const specs = specsOf(report).filter(({ ok }) => !ok)
  return [
    ...specs.map(({ file, title, tests }) => `${file} > ${title}\n${firstError(tests)}`),
    ...report.errors.map(({ message }) => message ?? 'an error outside of tests'),
  ]
}

/**
 * @param {PlaywrightReport | undefined} report undefined when Playwright wrote none
 * @returns {string[]} a line or more for each test that passed only when tried once more
 */
export function pageUnsteady(report) {
  if (!report) return []
  return specsOf(report)
    .filter(({ ok, tests }) => ok && tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title, tests }) => `${file} > ${title}\n${firstError(tests)}`)
}

/** @param {string} failure of unitFailures @returns {string} file and name */
export const headOf = (failure) => failure.split('\n')[0]

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} its own and those of the suites in it */
function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** @param {readonly PlaywrightTest[]} tests @returns {string} */
function firstError(tests) {
  return tests.flatMap(({ results }) => results).flatMap(({ errors }) => errors)[0]?.message ?? ''
}
