/** What makes an installation or a build out of date. Reads, changes nothing. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

const sourceFolders = ['src-core', 'src-main', 'src-renderer']
const rootFiles = [
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'svelte.config.js',
  'tsconfig.base.json',
]
const nothingForTheBuild = /(\.test(Support)?\.ts|\.md|\.tsbuildinfo)$|(^|\/)(fixtures|golden|launch)\//

/**
 * Packages of the lock file that are not installed in that version. Optional (platform) packages may be absent.
 *
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile | undefined} installed node_modules/.package-lock.json, undefined if there is none
 * @returns {string[]} paths as in the lock file, e.g. 'node_modules/fft.js'
 */
export function stalePackages(wanted, installed) {
  const present = installed?.packages ?? {}
  return Object.entries(wanted.packages ?? {})
    .filter(([path, entry]) => path !== '' && !entry.link && isStale(entry, present[path]))
    .map(([path]) => path)
}

/** @param {LockedPackage} wanted @param {LockedPackage | undefined} present */
function isStale(wanted, present) {
  return present ? present.version !== wanted.version : wanted.optional !== true
}

/**
 * True when node_modules holds every package of package-lock.json in its version, however it was installed.
 *
 * @param {string} root folder of package.json
 */
export function isInstalled(root) {
  const wanted = readJson(join(root, 'package-lock.json'))
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))
  return wanted !== undefined && stalePackages(wanted, installed).length === 0
}

/** @param {string} path @returns {LockFile | undefined} undefined when absent or damaged */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Files the build depends on: source without tests, fixtures and the launcher, and the configuration.
 *
 * @param {string} root
 * @returns {string[]} sorted, with forward slashes
 */
export function buildInputs(root) {
  const sources = sourceFolders.flatMap((folder) => listFiles(root, folder))
  return [...rootFiles.filter((file) => existsSync(join(root, file))), ...sources]
    .filter((path) => !nothingForTheBuild.test(path))
    .sort()
}

/** @param {string} root @param {string} folder @returns {string[]} */
function listFiles(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? listFiles(root, path) : [path]
  })
}

/**
 * SHA-256 over names and contents of the build inputs: changes when a file is added, removed, renamed or edited.
 *
 * @param {string} root
 * @returns {string} hex
 */
export function buildHash(root) {
  const hash = createHash('sha256')
  for (const path of buildInputs(root)) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * True when `out` was built from exactly the present inputs.
 *
 * @param {string} root
 */
export function isBuilt(root) {
  const stored = join(root, 'out', '.build-hash')
  return (
    existsSync(join(root, 'out', 'main', 'cli.js')) &&
    existsSync(stored) &&
    readFileSync(stored, 'utf8') === buildHash(root)
  )
}
