/** For tests: the command line as a process, and small seeded recordings. The build has to be up to date. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile, copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { createRandom } from '@core/random'

export const program = resolve(import.meta.dirname, '../../out/main/cli.js')

/** Of the app, for these tests alone. */
const dataFolder = join(tmpdir(), `shellac-command-data-${process.pid}`)

export interface Ended {
  /** Exit code; null when killed by a signal. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  /** Resolves when `text` was seen on stderr; rejects when the process ends without it. */
  readonly says: (text: string) => Promise<void>
  readonly ended: Promise<Ended>
}

/** Starts `shellac <words>` in a folder; `home` is the data folder of the app, one for these tests by default. */
export function start(words: readonly string[], folder: string, home = dataFolder): Running {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { ...process.env, SHELLAC_DATA: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    for (const listener of listeners) listener()
  })
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, stdout, stderr })))
  const says = (text: string): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (stderr.includes(text)) done()
      }
      listeners.add(look)
      void ended.then(() => fail(new Error(`ended without saying "${text}": ${stderr}`)))
      look()
    })
  return { child, says, ended }
}

export function run(words: readonly string[], folder: string): Promise<Ended> {
  return start(words, folder).ended
}

/** The last line of JSON on stdout. */
export function resultOf({ stdout }: Ended): unknown {
  return JSON.parse(stdout)
}

/** The JSON lines on stderr. */
export function remarksOf({ stderr }: Ended): { readonly type: string; readonly [key: string]: unknown }[] {
  const lines = stderr.trim().split('\n')
  return lines.map((line) => JSON.parse(line) as { readonly type: string })
}

export interface RecordingOptions {
  readonly seconds?: number
  readonly sampleRate?: number
  readonly channelCount?: number
}

/** Writes a 16-bit WAV file of three notes in turn over seeded noise; each channel has noise and notes of its own. */
export async function writeRecording(path: string, options: RecordingOptions = {}): Promise<void> {
  const { seconds = 1, sampleRate = 8000, channelCount = 1 } = options
  const channels = Array.from({ length: channelCount }, (_, channel) => notes(seconds, sampleRate, channel))
  await writeFile(path, writeWav({ sampleRate, channels, tags: { TITLE: 'Three notes' } }, 16))
}

function notes(seconds: number, sampleRate: number, channel: number): Float32Array {
  const random = createRandom(channel + 1)
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, t) => {
    const frequency = [300, 1100, 2500][Math.floor((4 * t) / sampleRate) % 3] * (1 + channel / 3)
    return 0.4 * Math.sin((2 * Math.PI * frequency * t) / sampleRate) + 0.02 * (2 * random.uniform() - 1)
  })
}

/** Few iterations on few components. */
export const quick = ['--components', '3', '--iterations', '3']

export interface Workspace {
  /** Holds side.wav, of one second, and its project side.shellac. */
  readonly folder: string
  /** Runs `shellac <words>` there. */
  readonly shellac: (...words: string[]) => Promise<Ended>
  /** Names there, sorted. */
  readonly names: () => Promise<string[]>
}

export interface Workspaces {
  fresh(): Promise<Workspace>
  remove(): Promise<void>
}

/** Makes the project once; every test gets a folder of its own with a copy. */
export async function createWorkspaces(): Promise<Workspaces> {
  const root = await mkdtemp(join(tmpdir(), 'shellac-command-'))
  await writeRecording(join(root, 'side.wav'))
  const made = await run(['decompose', 'side.wav', '-o', 'side.shellac', ...quick], root)
  if (made.code !== 0) throw new Error(`The command line does not work (is it built?): ${made.stderr}`)
  return {
    async fresh() {
      const folder = await mkdtemp(join(root, 'test-'))
      for (const name of ['side.wav', 'side.shellac']) await copyFile(join(root, name), join(folder, name))
      const names = async (): Promise<string[]> => (await readdir(folder)).sort()
      return { folder, shellac: (...words) => run(words, folder), names }
    },
    async remove() {
      await rm(root, { recursive: true })
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Runs commands and returns those that did not end with the code and the sentence, or that left or printed something. */
export async function unrefused(
  { shellac, names }: Workspace,
  code: number,
  refusals: readonly (readonly [words: string[], sentence: string])[],
): Promise<unknown[]> {
  const before = await names()
  const all = await Promise.all(
    refusals.map(async ([words, sentence]) => ({ words, sentence, ended: await shellac(...words) })),
  )
  const unexpected = all.filter(
    ({ sentence, ended }) => ended.code !== code || !ended.stderr.includes(sentence) || ended.stdout !== '',
  )
  const left = (await names()).filter((name) => !before.includes(name))
  return [...unexpected, ...left]
}
