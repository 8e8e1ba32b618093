/** What a report of a fault needs, in one file: facts of the program, the machine and the newest errors. No sound, no content of files. */
import { arch, availableParallelism, platform, release, totalmem } from 'node:os'
import { version } from '../../../package.json'
import * as limits from '@core/limits'
import { availableMemory } from '../../engine/availableMemory'
import { chooseBuild, loadModule } from '../../engine/kernels/kernelModule'
import { createAtomicFile, type AtomicOptions } from '../files/atomicWrite'
import { createPatience } from '../files/patience'
import { systemRoom } from '../needs/room'
import { writeArchive } from '../projectFile/zipArchive'
import type { LoggedError } from './errorLog'
import { withoutFolders } from './withoutFolders'

/** What the shell knows. */
export interface ShellFacts {
  /** 'command line', 'desktop' or 'browser'. */
  readonly shell: string
  /** Why pages run without a sandbox; null: they have one, or there are none. */
  readonly sandboxLack: string | null
  /** Such as running jobs and open recordings, without names. */
  readonly state: Readonly<Record<string, string | number | boolean | null>>
}

export interface Diagnostics {
  readonly facts: object
  readonly errors: readonly LoggedError[]
}

export async function collectDiagnostics(
  shell: ShellFacts,
  errors: readonly LoggedError[],
  dataFolder: string,
): Promise<Diagnostics> {
  const disk = await systemRoom.disk(dataFolder)
  const build = chooseBuild()
  return {
    facts: {
      made: new Date().toISOString(),
      program: { version, ...shell },
      system: {
        platform: platform(),
        release: release(),
        architecture: arch(),
        processors: availableParallelism(),
      },
      runtime: pickVersions(),
      engine: { kernels: build, areKernelsThere: loadModule(build) !== undefined },
      memory: {
        totalBytes: totalmem(),
        availableBytes: availableMemory(),
        ownBytes: process.memoryUsage().rss,
      },
      disk: { dataFolderFreeBytes: disk.free < Infinity ? disk.free : null },
      settings: settingsOf(process.env),
      limits,
    },
    errors,
  }
}

function pickVersions(): Record<string, string> {
  const { node, v8, electron, chrome } = process.versions
  return { node, v8, ...(electron ? { electron } : {}), ...(chrome ? { chrome } : {}) }
}

/** Variables of this program, their folders left out. */
function settingsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const own = Object.entries(environment).filter(([name]) => name.startsWith('SHELLAC_'))
  return Object.fromEntries(own.map(([name, value = '']) => [name, withoutFolders(value)]))
}

const about = `Diagnostics of Shellac.

facts.json    version, system, memory, space, limits
errors.jsonl  the newest errors, one a line: when, code, file, stage, cause, next step

There is no sound in it and nothing of what files contain. Folders are left out of all paths; names of files
that an error was about are in errors.jsonl: look at them before you send it.
`

/**
 * Writes the bundle as a zip archive, whole or not at all.
 * @throws ShellacError those of createAtomicFile
 */
export async function saveDiagnostics(
  path: string,
  { facts, errors }: Diagnostics,
  options: AtomicOptions,
): Promise<void> {
  const entries = [
    { name: 'about.txt', text: about },
    { name: 'facts.json', text: `${JSON.stringify(facts, null, 1)}\n` },
    { name: 'errors.jsonl', text: errors.map((error) => `${JSON.stringify(error)}\n`).join('') },
  ].map(({ name, text }) => ({ name, bytes: Buffer.from(text), compress: true }))
  const file = await createAtomicFile(path, { ...options, fileSystem: createPatience().fileSystem })
  try {
    await writeArchive(entries, (bytes) => file.write(bytes))
    await file.commit()
  } finally {
    await file.abort()
  }
}
