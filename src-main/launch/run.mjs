/** `node src-main/launch/run.mjs <start|demo|test|score|bench|scorecard|fuzz> [arguments]`: makes the working tree ready, then does the job. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureReady, projectRoot } from './ensureReady.mjs'
import { startApp } from './start.mjs'
import { runAllTests } from './testRun.mjs'

const programs = ['demo', 'score', 'bench', 'scorecard', 'fuzz']
const [job = '', ...parameters] = process.argv.slice(2)

if (job === 'test') {
  process.exitCode = await runAllTests(projectRoot, parameters)
} else if (job === 'start') {
  await makeReady()
  process.exitCode = (await startApp(parameters, projectRoot)) ?? process.exitCode
} else if (programs.includes(job)) {
  await runProgram(job)
} else {
  process.stderr.write(`'${job}' is not a job: say start, demo, test, score, bench, scorecard or fuzz.\n`)
  process.exitCode = 10
}

/** A step that fails ends the process. */
async function makeReady() {
  try {
    await ensureReady()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(40)
  }
}

/**
 * In this process, so that signals reach it and its exit code is ours.
 *
 * @param {string} name
 */
async function runProgram(name) {
  await makeReady()
  const program = join(projectRoot, 'out', 'main', `${name}.js`)
  process.argv = [process.execPath, program, ...parameters]
  await import(pathToFileURL(program).href)
}
