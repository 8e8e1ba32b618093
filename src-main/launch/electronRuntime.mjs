/**
 * Looks for an Electron runtime that runs here. The package `electron` itself is never loaded: that alone would start a download where
 * its runtime is missing.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * @typedef {object} Machine What is asked of the machine; tests give another one.
 * @property {Readonly<Record<string, string | undefined>>} environment
 * @property {string} platform
 * @property {number} userId 0 is root; -1 where users have no numbers
 * @property {(path: string) => boolean} exists
 * @property {(path: string) => string} readText
 * @property {(root: string) => string | undefined} packageFolder folder of the installed package `electron`
 * @property {(executable: string) => { status: number | null, output: string, complaint: string }} run asks a runtime for its version
 */

/** @typedef {{ executable: string } | { why: string }} Found `why` is the rest of a sentence that begins with 'Electron: ' */

const usualNames = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }
const patienceMilliseconds = 8000

/** @type {Machine} */
export const thisMachine = {
  environment: process.env,
  platform: process.platform,
  userId: process.getuid?.() ?? -1,
  exists: existsSync,
  readText: (path) => readFileSync(path, 'utf8'),
  packageFolder,
  run: askVersion,
}

/**
 * @param {string} root folder of package.json
 * @param {Machine} machine
 * @returns {Found} a runtime that is there and runs, or why there is none
 */
export function findElectron(root, machine = thisMachine) {
  const found = locate(root, machine)
  if ('why' in found) return found
  const why = whyUnusable(found.executable, machine)
  return why === undefined ? found : { why }
}

/** @param {string} root @param {Machine} machine @returns {Found} */
function locate(root, { environment, platform, exists, readText, packageFolder: folderOf }) {
  const { ELECTRON_EXEC_PATH: given, ELECTRON_OVERRIDE_DIST_PATH: otherFolder } = environment
  if (given)
    return exists(given) ? { executable: given } : { why: `ELECTRON_EXEC_PATH names no file (${given})` }
  const folder = folderOf(root)
  if (folder === undefined && !otherFolder) return { why: 'its package is not installed' }
  const note = folder === undefined ? undefined : join(folder, 'path.txt')
  const usual = usualNames[/** @type {keyof typeof usualNames} */ (platform)] ?? 'electron'
  const name = note !== undefined && exists(note) ? readText(note).trim() : usual
  const executable = join(otherFolder ?? join(folder ?? '', 'dist'), name)
  if (exists(executable)) return { executable }
  return { why: 'its runtime is not downloaded (npx install-electron fetches it)' }
}

/** @param {string} executable @param {Machine} machine @returns {string | undefined} */
function whyUnusable(executable, { environment, platform, run }) {
  const hasDisplay = environment.DISPLAY || environment.WAYLAND_DISPLAY
  if (platform === 'linux' && !hasDisplay) return 'there is no display'
  const { status, output, complaint } = run(executable)
  if (status === 0 && /^\d+\./.test(output)) return undefined
  return `its runtime does not run (${complaint.trim().split('\n')[0] || 'it says nothing'})`
}

/** @param {string} root @returns {string | undefined} */
function packageFolder(root) {
  try {
    return join(createRequire(join(root, 'package.json')).resolve('electron/package.json'), '..')
  } catch {
    return undefined
  }
}

/** A runtime that lacks a library of the system fails here and not in front of the person. @param {string} executable */
function askVersion(executable) {
  const { status, stdout, stderr, error } = spawnSync(executable, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: patienceMilliseconds,
  })
  return { status, output: stdout ?? '', complaint: stderr || error?.message || '' }
}
