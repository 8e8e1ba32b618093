/** `npm start`: the desktop app where an Electron runtime runs, else the same app in the browser. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findElectron, thisMachine } from './electronRuntime.mjs'

/** @typedef {import('./electronRuntime.mjs').Machine} Machine */
/**
 * @typedef {{ shell: 'desktop', executable: string, parameters: string[] }
 *   | { shell: 'browser', why: string, parameters: string[] }} Choice `parameters` are those of the shell
 */

const sandboxOption = '--no-sandbox'
/** What only the browser shell understands, besides --web itself. */
const browserOptions = /^--(no-open|root)(=|$)/

/**
 * @param {readonly string[]} parameters
 * @param {string} root folder of package.json
 * @param {Machine} [machine]
 * @returns {Choice}
 */
export function chooseShell(parameters, root, machine = thisMachine) {
  const browser = (/** @type {string} */ why) => ({
    shell: /** @type {const} */ ('browser'),
    why,
    parameters: parameters.filter((word) => word !== '--web' && word !== sandboxOption),
  })
  const wish = parameters.find((word) => word === '--web' || browserOptions.test(word))
  if (wish !== undefined) return browser(`not asked for (${wish.split('=')[0]})`)
  if (!machine.exists(join(root, 'out', 'main', 'index.js')))
    return browser('its part of the app is not built')
  const found = findElectron(root, machine)
  if ('why' in found) return browser(found.why)
  if (machine.platform === 'linux' && machine.userId === 0 && !parameters.includes(sandboxOption)) {
    return browser(`it does not run as root with its sandbox (${sandboxOption} would start it without)`)
  }
  return { shell: 'desktop', executable: found.executable, parameters: [root, ...parameters] }
}

/**
 * Starts the app and waits for its end.
 *
 * @param {readonly string[]} parameters
 * @param {string} root folder of package.json
 * @returns {Promise<number | undefined>} exit code; undefined where the app, in this process, sets it itself
 */
export async function startApp(parameters, root) {
  const choice = chooseShell(parameters, root)
  if (choice.shell === 'desktop') return runDesktop(choice.executable, choice.parameters)
  process.stdout.write(`Electron: ${choice.why}; the app opens in the browser instead.\n`)
  await runServe(choice.parameters, root)
  return undefined
}

/**
 * The browser shell in this process, so that signals and the terminal reach it.
 *
 * @param {readonly string[]} parameters
 * @param {string} root
 */
export async function runServe(parameters, root) {
  const program = join(root, 'out', 'main', 'serve.js')
  process.argv = [process.execPath, program, ...parameters]
  await import(pathToFileURL(program).href)
}

/**
 * Runs a program, hands on the signals it gets itself and returns the exit code: 128 + 15 for a program that a signal ended, as a
 * shell would say.
 *
 * @param {string} executable
 * @param {readonly string[]} parameters
 * @returns {Promise<number>}
 */
export function runDesktop(executable, parameters) {
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env
  const child = spawn(executable, parameters, { stdio: 'inherit', env: environment })
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  const handOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal)
  for (const signal of signals) process.on(signal, handOn)
  return new Promise((done) => {
    child.on('error', (error) => {
      process.stderr.write(`The desktop app cannot be started: ${error.message}\n`)
      done(40)
    })
    child.on('exit', (code) => done(code ?? 128 + 15))
  }).finally(() => {
    for (const signal of signals) process.off(signal, handOn)
  })
}
