/**
 * Who may import whom: the one table that the linter (direct imports, src-main/build/importLawRule.mjs) and the
 * build guard (transitive imports, src-main/build/layerGuard.ts) both read. docs/architecture.md says it in words.
 *
 * A target is a path from the project's root ('src-core/audio/wav'), a built-in ('node:fs') or a package name ('fft.js').
 */
import { builtinModules } from 'node:module'
import { posix } from 'node:path'

/**
 * @typedef {object} Zone
 * @property {string} folder Path of a folder (or file) from the root; the law of the longest match and all above it apply.
 * @property {readonly RegExp[]} [only] If present, every target must match one of these.
 * @property {readonly RegExp[]} [never] No target may match one of these.
 * @property {string} [except] A folder in it that this law is not for.
 * @property {boolean} [apart] Sub-folders of this folder may not import one another.
 * @property {string} advice Where the thing belongs instead.
 */

const host = /^(node:|electron$|electron\/)/
const shells = /^src-main\/(electron|loopback|cli)(\/|$)/
const packages = /^(?!src-|e2e\/|node:|\.)/
const tests = /\.test(Support)?\.[cm]?[jt]s$/

/** @type {readonly Zone[]} */
export const zones = [
  {
    folder: 'src-core',
    only: [/^src-core\//, /^fft\.js$/, /^valibot$/],
    advice: 'src-core is pure: put host access in src-main and pass the values in',
  },
  {
    folder: 'src-core/contract',
    never: [/^src-core\/(nmf|spectral)\//],
    advice:
      'the page imports this folder cheaply: take types with "import type", move the code to nmf or spectral',
  },
  {
    folder: 'src-core/project',
    never: [/^src-core\/(nmf|spectral)\//],
    advice:
      'the page imports this folder cheaply: take types with "import type", move the code to nmf or spectral',
  },
  {
    folder: 'src-main',
    never: [/^src-renderer\//, /^e2e\//, /^svelte(\/|$)/],
    advice: 'src-main never knows the page: share by src-core/contract',
  },
  {
    folder: 'src-main/engine',
    never: [/^electron(\/|$)/, /^src-main\/services\//, shells],
    advice:
      'the engine runs in any process: ports and paths arrive as arguments, composition is in electron, loopback or cli',
  },
  {
    folder: 'src-main/codecs',
    never: [/^electron(\/|$)/, /^src-main\/(services|engine)\//, shells],
    advice: 'a codec turns bytes into samples and back: files belong to src-main/services',
  },
  {
    folder: 'src-main/services',
    never: [/^electron(\/|$)/, /^node:(http|https|http2|net)$/, shells],
    advice: 'services are shell-free: windows belong to src-main/electron, sockets to src-main/loopback',
  },
  {
    folder: 'src-main/bench',
    never: [/^electron(\/|$)/, shells],
    advice: 'measuring tools are shell-free: arguments and printing belong to src-main/cli',
  },
  {
    folder: 'src-main/score',
    never: [/^electron(\/|$)/, shells],
    advice: 'measuring tools are shell-free: arguments and printing belong to src-main/cli',
  },
  {
    folder: 'src-main/scorecard',
    never: [/^electron(\/|$)/],
    advice: 'the scorecard tries all shells, but runs in plain Node: take the part that needs no Electron',
  },
  {
    folder: 'src-main/cli',
    never: [/^electron(\/|$)/, /^src-main\/(electron|loopback)\//],
    advice: 'shells do not import each other: what both need belongs to src-main/services',
  },
  {
    folder: 'src-main/loopback',
    never: [/^electron(\/|$)/, /^src-main\/(electron|cli)\//],
    advice: 'shells do not import each other: what both need belongs to src-main/services',
  },
  {
    folder: 'src-main/electron',
    never: [/^src-main\/(loopback|cli)\//],
    advice: 'shells do not import each other: what both need belongs to src-main/services',
  },
  {
    folder: 'src-main/electron/preload.ts',
    only: [/^electron$/],
    advice: 'the preload may import electron and core types only',
  },
  {
    folder: 'src-main/launch',
    only: [/^node:/, /^src-main\/launch\//],
    advice: 'launch runs before anything is installed or built: plain Node only',
  },
  {
    folder: 'src-renderer',
    never: [host, /^src-main\//, /^e2e\//],
    advice: 'the page reaches the host through src-renderer/shell only',
  },
  {
    folder: 'src-renderer/features',
    apart: true,
    advice: 'features do not import one another: what both need belongs to state, ui, audio or pictures',
  },
  {
    folder: 'e2e',
    never: [/^src-/],
    except: 'e2e/parity',
    advice: 'end-to-end tests see the running app only, never its source',
  },
  {
    folder: 'e2e/parity',
    never: [/^src-main\//],
    advice: 'it holds the graph of the page beside what the built engine writes',
  },
]

/** Packages with one door each. */
const doors = [
  {
    target: /^fft\.js$/,
    importers: [/^src-core\/spectral\/fft\.ts$/],
    advice: 'import src-core/spectral/fft instead',
  },
  {
    target: /^valibot$/,
    importers: [/^src-core\/(project|contract)\//, /^src-(main|renderer)\//],
    advice: 'in src-core only project and contract validate foreign data',
  },
  {
    target: /^wavesurfer\.js$/,
    importers: [/^src-renderer\/audio\/waveform/],
    advice: 'import src-renderer/audio/waveform instead',
  },
  {
    target: /^@resvg\/resvg-wasm$/,
    importers: [/^src-main\/services\/pictures\/rasterise\.ts$/],
    advice: 'import src-main/services/pictures/rasterise instead',
  },
]

/**
 * The target a specifier names.
 *
 * @param {string} importer path of the importing file from the root, with forward slashes
 * @param {string} specifier what stands in the import statement
 * @returns {string}
 */
export function resolveTarget(importer, specifier) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier)
  if (specifier.startsWith('@core/')) return `src-core/${specifier.slice('@core/'.length)}`
  return packageTarget(specifier)
}

/**
 * 'fs/promises' -> 'node:fs', 'fft.js/lib/fft' -> 'fft.js', '@scope/name/x' -> '@scope/name'.
 *
 * @param {string} specifier
 * @returns {string}
 */
export function packageTarget(specifier) {
  const [first, second] = specifier.split('/')
  if (specifier.startsWith('node:')) return first
  if (builtinModules.includes(first)) return `node:${first}`
  return specifier.startsWith('@') ? `${first}/${second}` : first
}

/**
 * What is wrong with one import, or undefined if it is lawful. Tests may use Node and packages, but keep to the layers.
 *
 * @param {string} importer path from the root
 * @param {string} target see resolveTarget
 * @param {{ typeOnly?: boolean, transitive?: boolean }} [how] typeOnly: an "import type"; transitive: reached, not imported
 * @returns {string | undefined} a sentence naming the right place
 */
export function findBreach(importer, target, how = {}) {
  const outside = target.startsWith('node:') || packages.test(target)
  if (tests.test(importer) && outside) return undefined
  const closedDoor = how.transitive ? undefined : breachedDoor(importer, target)
  if (closedDoor) return closedDoor
  const zone = zones.find(
    (candidate) =>
      isWithin(importer, candidate.folder) &&
      !(candidate.except && isWithin(importer, candidate.except)) &&
      breaks(candidate, importer, target),
  )
  if (!zone || (how.typeOnly && target.startsWith('src-core/') && !zone.folder.startsWith('e2e')))
    return undefined
  return `${zone.folder} may not import '${target}': ${zone.advice}.`
}

/** @param {string} importer @param {string} target */
function breachedDoor(importer, target) {
  const door = doors.find((candidate) => candidate.target.test(target))
  if (!door || door.importers.some((pattern) => pattern.test(importer))) return undefined
  return `'${target}' may not be imported here: ${door.advice}.`
}

/** @param {Zone} zone @param {string} importer @param {string} target */
function breaks(zone, importer, target) {
  if (zone.only && !zone.only.some((pattern) => pattern.test(target))) return true
  if (zone.never?.some((pattern) => pattern.test(target))) return true
  return zone.apart === true && isSibling(zone.folder, importer, target)
}

/** @param {string} path @param {string} folder */
function isWithin(path, folder) {
  return path === folder || path.startsWith(`${folder}/`)
}

/** @param {string} folder @param {string} importer @param {string} target */
function isSibling(folder, importer, target) {
  const child = (/** @type {string} */ path) => path.slice(folder.length + 1).split('/')[0]
  return isWithin(target, folder) && child(importer) !== child(target)
}
