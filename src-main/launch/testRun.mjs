/**
 * `npm test`: the checks (types, lint, format), then every suite, then one line with the sum. A test that fails is tried
 * once more, alone where that can be; one that passes then is named as unsteady, and counts as passed: much here runs in
 * processes and windows of its own, on machines that may be busy.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureChromium } from './ensureChromium.mjs'
import { ensureReady } from './ensureReady.mjs'

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

const checks = [
  { name: 'types', script: 'typescript/bin/tsc', parameters: ['--build'] },
  {
    name: 'page types',
    script: 'svelte-check/bin/svelte-check',
    parameters: ['--tsconfig', 'src-renderer/tsconfig.json', '--threshold', 'error'],
  },
  {
    name: 'end-to-end types',
    script: 'typescript/bin/tsc',
    parameters: ['--project', 'e2e/tsconfig.json'],
  },
  { name: 'lint', script: 'eslint/bin/eslint.js', parameters: ['.', '--quiet'] },
  { name: 'format', script: 'prettier/bin/prettier.cjs', parameters: ['--check', '--log-level=warn', '.'] },
]

/**
 * @param {string} root
 * @param {readonly string[]} parameters for the unit tests, e.g. a path; with any, the end-to-end tests are left out
 * @returns {Promise<number>} exit code: 0 when everything passed
 */
export async function runAllTests(root, parameters) {
  const tallies = (await isReady(root)) ? await runSuites(root, parameters) : [{ passed: 0, failed: 1 }]
  writeUnsteady(root)
  writeFailures(root)
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

/** @param {string} root @param {readonly string[]} parameters @returns {Promise<Tally[]>} */
async function runSuites(root, parameters) {
  const isWhole = parameters.length === 0
  // First, so that it is known at once when it cannot be had.
  const browser = isWhole ? browserForTests(root) : undefined
  const tallies = [await runChecks(root), await runUnitTests(root, parameters, browser)]
  if (isWhole)
    tallies.push(browser === undefined ? { passed: 0, failed: 1 } : await runPageTests(root, browser))
  return tallies
}

/** @param {string} root @returns {string | undefined} */
function browserForTests(root) {
  try {
    return ensureChromium(root)
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return undefined
  }
}

/** @param {string} root */
async function isReady(root) {
  try {
    await ensureReady(root)
    return true
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
}

/** @param {string} root @returns {Promise<Tally>} */
async function runChecks(root) {
  const tally = { passed: 0, failed: 0 }
  for (const { name, script, parameters } of checks) {
    const code = await runTool(root, script, parameters)
    process.stdout.write(`${name}: ${code === 0 ? 'ok' : 'failed'}\n`)
    tally[code === 0 ? 'passed' : 'failed'] += 1
  }
  return tally
}

/**
 * @param {string} root
 * @param {readonly string[]} parameters
 * @param {string | undefined} browser path of Chromium, in which some of them run
 * @returns {Promise<Tally>}
 */
async function runUnitTests(root, parameters, browser) {
  const first = await runVitest(root, 'unit.json', parameters, browser)
  freshReport(root, 'unit-again.json')
  const files = failedSuites(first.report)
  if (files.length === 0) return tallyOfReport(first.report, first.code)
  process.stdout.write(`Once more, alone: ${files.join(', ')}\n`)
  const again = await runVitest(root, 'unit-again.json', ['--no-file-parallelism', ...files], browser)
  return tallyWithAgain(first.report, tallyOfReport(again.report, again.code))
}

/**
 * @param {string} root
 * @param {string} name of the report
 * @param {readonly string[]} parameters
 * @param {string | undefined} browser
 * @returns {Promise<{ report: VitestReport | undefined, code: number }>}
 */
async function runVitest(root, name, parameters, browser) {
  const reportFile = freshReport(root, name)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const code = await runTool(root, 'vitest/vitest.mjs', ['run', ...reporters, ...parameters], {
    ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }),
  })
  return { report: readReport(reportFile), code }
}

/** Says which tests passed only when tried once more, and what they said before. @param {string} root */
function writeUnsteady(root) {
  const first = unitFailures(readReport(reportPath(root, 'unit.json')))
  const again = readReport(reportPath(root, 'unit-again.json'))
  const still = unitFailures(again).map(headOf)
  const unsteady = [
    ...(again ? first.filter((failure) => !still.includes(headOf(failure))) : []),
    ...pageUnsteady(readReport(reportPath(root, 'e2e.json'))),
  ]
  for (const failure of unsteady) process.stdout.write(`UNSTEADY ${failure}\n`)
}

/** Says once more, where the end of a long output is read first, what failed and why. @param {string} root */
function writeFailures(root) {
  const again = readReport(reportPath(root, 'unit-again.json'))
  const failures = [
    ...unitFailures(again ?? readReport(reportPath(root, 'unit.json'))),
    ...pageFailures(readReport(reportPath(root, 'e2e.json'))),
  ]
  for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`)
}

/** The end-to-end tests. @param {string} root @param {string} browser path of Chromium @returns {Promise<Tally>} */
async function runPageTests(root, browser) {
  const reportFile = freshReport(root, 'e2e.json')
  const parameters = ['test', '--config', join('e2e', 'playwright.config.ts')]
  const code = await runTool(root, '@playwright/test/cli.js', parameters, { CHROMIUM_PATH: browser })
  return tallyOfPageTests(readReport(reportFile), code)
}

/** @param {string} root @param {string} name @returns {string} where a suite writes its report; an old one is gone */
function freshReport(root, name) {
  const path = reportPath(root, name)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  return path
}

/** @param {string} root @param {string} name @returns {string} */
function reportPath(root, name) {
  return join(root, 'out', 'test', name)
}

/** @param {string} file @returns {any} undefined where there is none */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

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
const headOf = (failure) => failure.split('\n')[0]

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} its own and those of the suites in it */
function specsOf({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** @param {readonly PlaywrightTest[]} tests @returns {string} */
function firstError(tests) {
  return tests.flatMap(({ results }) => results).flatMap(({ errors }) => errors)[0]?.message ?? ''
}

/**
 * @param {string} root
 * @param {string} script inside node_modules
 * @param {readonly string[]} parameters
 * @param {Readonly<Record<string, string>>} [environment] added to the present one
 * @returns {Promise<number>} exit code
 */
function runTool(root, script, parameters, environment = {}) {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...parameters], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((done) => {
    child.on('error', () => done(1))
    child.on('close', (code) => done(code ?? 1))
  })
}
