/** The newest errors, on the disk, for diagnostics. */
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorParts, ShellacError, type ErrorParts } from '@core/contract/errors'
import { writeFileAtomically } from '../files/atomicWrite'
import { createPatience, type PatienceSettings } from '../files/patience'
import { withoutFolders } from './withoutFolders'

export interface LoggedError extends ErrorParts {
  /** ISO 8601. */
  readonly at: string
  readonly code: string
  /** Calls of a fault of the program, innermost first; undefined for errors that say what to do. */
  readonly stack?: string
}

export interface ErrorLog {
  /** Never rejects: an error that cannot be remembered was told to the person anyway. Cancelled work is no error. */
  add(error: unknown, stage?: string): Promise<void>
  /** Oldest first. */
  list(): Promise<LoggedError[]>
}

const mostKept = 100
/** Seconds that an error waits to be remembered: the person is to be told of it in any case. */
const patienceSeconds = 2
/** UTF-16 units. */
const longestStack = 4000

/**
 * @param path of the file that holds them, one JSON object a line; its folder is made when it is missing
 * @param settings of the calls to the disk
 */
export function createErrorLog(
  path: string,
  now = (): Date => new Date(),
  settings: PatienceSettings = {},
): ErrorLog {
  const patience = createPatience({ seconds: patienceSeconds, ...settings })
  let writing: Promise<void> = Promise.resolve()

  async function list(): Promise<LoggedError[]> {
    const text = await patience.wait(path, () => readFile(path, 'utf8')).catch(() => '')
    return text.split('\n').flatMap((line) => parsed(line))
  }

  async function append(error: LoggedError): Promise<void> {
    const kept = [...(await list()), error].slice(-mostKept)
    await patience.wait(path, () => mkdir(dirname(path), { recursive: true, mode: 0o700 }))
    const text = kept.map((it) => `${JSON.stringify(it)}\n`).join('')
    await writeFileAtomically(path, Buffer.from(text), { overwrite: true, fileSystem: patience.fileSystem })
  }

  return {
    list,
    add(error, stage) {
      if (error instanceof ShellacError && error.code === 'cancelled') return Promise.resolve()
      const logged = describe(error, now(), stage)
      writing = writing.then(() => append(logged)).catch(() => undefined)
      return writing
    },
  }
}

function describe(error: unknown, at: Date, stage: string | undefined): LoggedError {
  const known =
    error instanceof ShellacError
      ? error
      : new ShellacError('internal', error instanceof Error ? error.message : String(error))
  const parts = errorParts(known, stage)
  const { stack } = error instanceof Error ? error : { stack: undefined }
  return {
    at: at.toISOString(),
    code: known.code,
    ...parts,
    cause: withoutFolders(parts.cause),
    ...(known.code === 'internal' && stack ? { stack: withoutFolders(stack).slice(0, longestStack) } : {}),
  }
}

/** A line that somebody else wrote is left out. */
function parsed(line: string): LoggedError[] {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'code' in value ? [value as LoggedError] : []
  } catch {
    return []
  }
}
