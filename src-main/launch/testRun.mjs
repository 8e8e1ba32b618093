/** `npm test`: the checks (types, lint, format), then every suite, then one line with the sum. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureReady } from './ensureReady.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Tally
 * @typedef {{ status: string, assertionResults: readonly unknown[] }} SuiteResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: readonly SuiteResult[] }} VitestReport
 */

const checks = [
  { name: 'types', script: 'typescript/bin/tsc', parameters: ['--build'] },
  { name: 'lint', script: 'eslint/bin/eslint.js', parameters: ['.', '--quiet'] },
  { name: 'format', script: 'prettier/bin/prettier.cjs', parameters: ['--check', '--log-level=warn', '.'] },
]

/**
 * @param {string} root
 * @param {readonly string[]} parameters for the unit tests, e.g. a path
 * @returns {Promise<number>} exit code: 0 when everything passed
 */
export async function runAllTests(root, parameters) {
  const tallies = (await isReady(root))
    ? [await runChecks(root), await runUnitTests(root, parameters)]
    : [{ passed: 0, failed: 1 }]
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
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

/** @param {string} root @param {readonly string[]} parameters @returns {Promise<Tally>} */
async function runUnitTests(root, parameters) {
  const reportFile = join(root, 'out', 'test', 'unit.json')
  mkdirSync(join(root, 'out', 'test'), { recursive: true })
  rmSync(reportFile, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const code = await runTool(root, 'vitest/vitest.mjs', ['run', ...reporters, ...parameters])
  return tallyOfReport(
    existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined,
    code,
  )
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
 * @param {string} root
 * @param {string} script inside node_modules
 * @param {readonly string[]} parameters
 * @returns {Promise<number>} exit code
 */
function runTool(root, script, parameters) {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...parameters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((done) => {
    child.on('error', () => done(1))
    child.on('close', (code) => done(code ?? 1))
  })
}
