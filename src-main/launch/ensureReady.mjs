/**
 * Installs and builds what is missing or out of date; otherwise does nothing and says nothing.
 * Runs before anything is installed: plain Node, no packages.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withSetupLock } from './setupLock.mjs'
import { buildHash, isBuilt, isInstalled } from './staleness.mjs'

/** The folder of package.json. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Nothing beyond npm packages is fetched: no runtimes, no browsers, no install scripts, no audit. */
const installArguments = [
  'ci',
  '--ignore-scripts',
  '--include=dev',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]
const quietEnvironment = {
  ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  npm_config_update_notifier: 'false',
}

/**
 * Makes the working tree ready to run. A packaged installation has no lock file and is ready as it is.
 *
 * @param {string} [root]
 * @returns {Promise<void>} rejects with a sentence for the person when a step fails
 */
export async function ensureReady(root = projectRoot) {
  if (!existsSync(join(root, 'package-lock.json'))) return
  if (isInstalled(root) && isBuilt(root)) return
  await withSetupLock(join(root, 'out'), async () => {
    if (!isInstalled(root)) await install(root)
    if (!isBuilt(root)) await build(root)
  })
}

/** @param {string} root */
async function install(root) {
  say('Installing npm packages (a minute at most) ...')
  await runNpm(root, installArguments, 'Installing failed')
}

/** @param {string} root */
async function build(root) {
  say('Building ...')
  const hash = buildHash(root)
  await runNpm(root, ['run', '--silent', 'build'], 'Building failed')
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(join(root, 'out', '.build-hash'), hash)
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/**
 * Runs npm quietly; what it printed is part of the error when it fails.
 *
 * @param {string} root
 * @param {readonly string[]} parameters
 * @param {string} failure
 */
async function runNpm(root, parameters, failure) {
  const { command, prefix } = npmCommand(process.env, existsSync)
  const child = spawn(command, [...prefix, ...parameters], {
    cwd: root,
    env: { ...process.env, ...quietEnvironment },
    shell: process.platform === 'win32' && prefix.length === 0,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  }
  const reason = await new Promise((done) => {
    child.on('error', (error) => done(error.message))
    child.on('close', (code) => done(code === 0 ? undefined : `npm ended with code ${code}`))
  })
  if (reason !== undefined) throw new Error(`${failure}: ${reason}.\n${output.trim()}`)
}

/**
 * How to start npm: the one that started us if it is known (npx names its own file), else the one on the path.
 *
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {(path: string) => boolean} exists
 * @returns {{ command: string, prefix: string[] }}
 */
export function npmCommand(environment, exists) {
  const script = environment.npm_execpath?.replace(/npx-cli\.js$/, 'npm-cli.js')
  if (script?.endsWith('npm-cli.js') && exists(script)) return { command: process.execPath, prefix: [script] }
  return { command: 'npm', prefix: [] }
}
