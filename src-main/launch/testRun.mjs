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
import {
  failedSuites,
  headOf,
  pageFailures,
  pageUnsteady,
  tallyOfPageTests,
  tallyOfReport,
  tallyWithAgain,
  unitFailures,
} from './testReports.mjs'

/**
 * @typedef {import('./testReports.mjs').Tally} Tally
 * @typedef {import('./testReports.mjs').VitestReport} VitestReport
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
