import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Samples } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import { openRecording } from '../services/recordings'

/** A folder with manifest.json, clean.flac, degraded-XXdB.flac and stems/*.flac: music whose parts are known. */
export interface TruthFolder {
  readonly name: string
  readonly path: string
  /** In the order of the manifest. */
  readonly stemNames: readonly string[]
  /** Signal-to-noise ratios of the degraded recordings that are there, dB, falling. */
  readonly ratios: readonly number[]
}

/** What a truth folder holds without noise: clean is the sum of the stems. All of one length. */
export interface TruthSet extends TruthFolder {
  /** Hz */
  readonly sampleRate: number
  readonly clean: Samples
  /** One signal for each of stemNames. */
  readonly stems: readonly Samples[]
}

const manifestName = 'manifest.json'
const degradedPattern = /^degraded-(\d+)dB\.flac$/

/**
 * The truth folders at `path`: itself, or those one level below it, sorted by name.
 * @throws ShellacError 'file-not-found' when there are none, 'bad-argument' for a manifest without stems
 */
export async function findTruthFolders(path: string): Promise<TruthFolder[]> {
  const found = await entriesOf(path)
  if (found.includes(manifestName)) return [await describe(path, found)]
  const folders: TruthFolder[] = []
  for (const name of found.toSorted()) {
    const below = join(path, name)
    const entries = (await stat(below)).isDirectory() ? await entriesOf(below) : []
    if (entries.includes(manifestName)) folders.push(await describe(below, entries))
  }
  if (folders.length > 0) return folders
  throw new ShellacError('file-not-found', `${path} holds no ${manifestName}, nor does a folder in it.`)
}

export async function openTruthSet(folder: TruthFolder): Promise<TruthSet> {
  const clean = await openRecording(join(folder.path, 'clean.flac'))
  const { sampleRate, channels } = clean.audio
  const stems: Samples[] = []
  for (const name of folder.stemNames) {
    stems.push(await readSignal(join(folder.path, 'stems', `${name}.flac`), channels[0].length))
  }
  return { ...folder, sampleRate, clean: channels[0], stems }
}

/** The recording of one signal-to-noise ratio (dB), as long as clean. */
export async function openDegraded(set: TruthSet, ratio: number): Promise<Samples> {
  return readSignal(join(set.path, degradedName(ratio)), set.clean.length)
}

function degradedName(ratio: number): string {
  return `degraded-${String(ratio).padStart(2, '0')}dB.flac`
}

async function readSignal(path: string, length: number): Promise<Samples> {
  const { audio } = await openRecording(path)
  const [samples] = audio.channels
  if (samples.length === length) return samples
  const message = `${path} has ${samples.length} samples; clean.flac beside it has ${length}.`
  throw new ShellacError('bad-argument', message, { path })
}

async function entriesOf(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (cause) {
    throw new ShellacError('file-not-found', `${path} is not a folder that can be read.`, { path }, { cause })
  }
}

async function describe(path: string, entries: readonly string[]): Promise<TruthFolder> {
  const ratios = entries
    .map((name) => degradedPattern.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
  const stemNames = stemNamesOf(await readFile(join(path, manifestName), 'utf8'), path)
  return { name: basename(path), path, stemNames, ratios: ratios.sort((a, b) => b - a) }
}

function stemNamesOf(manifest: string, path: string): string[] {
  const names = Object.keys(parseStems(manifest) ?? {})
  if (names.length > 0) return names
  const message = `${join(path, manifestName)} is not JSON with an object "stems" that names at least one.`
  throw new ShellacError('bad-argument', message, { path })
}

function parseStems(manifest: string): object | undefined {
  try {
    const { stems } = JSON.parse(manifest) as { stems?: unknown }
    return typeof stems === 'object' && stems !== null ? stems : undefined
  } catch {
    return undefined
  }
}
