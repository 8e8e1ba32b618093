/** A Chromium for the end-to-end tests: one that is there, else one that is installed now. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} Machine What is asked of the machine; tests give another one.
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {string} platform
 * @property {number} userId 0 is root; -1 where users have no numbers
 * @property {(path: string) => boolean} exists
 * @property {(command: string, words: readonly string[]) => { ok: boolean, output: string }} run
 * @property {(sentence: string) => void} say
 */

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const systemPackage = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
const patienceMilliseconds = 5 * 60_000

/** @type {Machine} */
export const thisMachine = {
  environment: process.env,
  platform: process.platform,
  userId: process.getuid?.() ?? -1,
  exists: existsSync,
  run(command, words) {
    const { status, stdout, stderr, error } = spawnSync(command, words, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      timeout: patienceMilliseconds,
    })
    return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim() }
  },
  say: (sentence) => void process.stdout.write(`${sentence}\n`),
}

/**
 * @param {string} root folder of package.json
 * @param {Machine} [machine]
 * @returns {string} path of its program
 * @throws Error with a sentence for the person where there is none and none can be installed
 */
export function ensureChromium(root, machine = thisMachine) {
  const found = findChromium(root, machine)
  if (found !== undefined) return found
  machine.say('Installing Chromium for the end-to-end tests ...')
  const complaints = [installPackage(machine), installByPlaywright(root, machine)]
  const installed = findChromium(root, machine)
  if (installed !== undefined) return installed
  const reasons = complaints.filter((complaint) => complaint !== '').join('\n')
  throw new Error(
    `The end-to-end tests need Chromium and it could not be installed: install it, or name it in CHROMIUM_PATH.\n${reasons}`,
  )
}

/**
 * @param {string} root
 * @param {Machine} machine
 * @returns {string | undefined}
 */
export function findChromium(root, machine = thisMachine) {
  const { environment, exists } = machine
  const given = environment.CHROMIUM_PATH
  if (given && !exists(given)) throw new Error(`CHROMIUM_PATH names no file: ${given}`)
  if (given) return given
  return usualPlaces.find((path) => exists(path)) ?? downloadedChromium(root, machine)
}

/** The one that Playwright has downloaded. @param {string} root @param {Machine} machine */
function downloadedChromium(root, { exists, run }) {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'index.js')
  if (!exists(playwright)) return undefined
  const script = `process.stdout.write(require(${JSON.stringify(playwright)}).chromium.executablePath())`
  const { ok, output } = run(process.execPath, ['-e', script])
  return ok && exists(output) ? output : undefined
}

/** Lists of packages that are old or not there are fetched and it is tried again. @param {Machine} machine @returns {string} why not */
function installPackage({ platform, userId, run }) {
  if (platform !== 'linux' || userId !== 0) return ''
  if (run('apt-get', systemPackage).ok) return ''
  run('apt-get', ['update', '-qq'])
  const { ok, output } = run('apt-get', systemPackage)
  return ok ? '' : `apt-get: ${lastLine(output)}`
}

/** @param {string} root @param {Machine} machine @returns {string} why not */
function installByPlaywright(root, machine) {
  if (findChromium(root, machine) !== undefined) return ''
  const tool = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const { ok, output } = machine.run(process.execPath, [tool, 'install', 'chromium'])
  return ok ? '' : `playwright: ${lastLine(output)}`
}

/** @param {string} output */
function lastLine(output) {
  return output.split('\n').at(-1) || 'it says nothing'
}
