/**
 * File calls that may never return, as those to a network folder that hangs. The system has no way to call one back: it is given up,
 * and what it leaves is tidied up once it does return.
 */
import type { FileHandle } from 'node:fs/promises'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { realFileSystem, type FileSystem } from './fileSystem'
import { writeError } from './systemErrors'

export interface PatienceSettings {
  readonly fileSystem?: FileSystem | undefined
  /** Of the job that waits: a call that does not return is given up half a second after it was cancelled. */
  readonly control?: Pick<JobControl, 'wish'> | undefined
  /** Seconds that a call may take, and more for what moves many bytes; 60 by default. */
  readonly seconds?: number | undefined
}

export interface Patience {
  /**
   * A call that takes too long rejects with ETIMEDOUT, or with 'cancelled'. Until it returns every other is refused at once, so that
   * no more of the few threads for file calls are lost; closing and removing are done when it has returned.
   */
  readonly fileSystem: FileSystem
  /**
   * The same for other work on files, which reads so many bytes.
   * @throws ShellacError 'disk-not-responding', 'cancelled', or what the work throws
   */
  wait<Result>(path: string, work: () => Promise<Result>, bytes?: number): Promise<Result>
  /** Does what puts things in order, with calls that nobody gives up; while a call hangs, later, once that has returned. Never throws. */
  readonly tidyUp: (step: (fileSystem: FileSystem) => Promise<void>) => Promise<void>
}

const usualSeconds = 60
/** Bytes a second of the slowest disk that still counts as working. */
const slowest = 2e6
/** Milliseconds between two looks, and after cancelling until a call is given up. */
const [interval, grace] = [50, 500]

/** Calls of this process that were given up and have not returned. */
let hungCalls = 0

export function createPatience(settings: PatienceSettings = {}): Patience {
  const { fileSystem = realFileSystem, seconds = usualSeconds, control } = settings
  /** Settles when what was given up has returned and is tidied up. */
  let hung: Promise<void> | undefined

  function behind(step: () => Promise<unknown>): void {
    const done = (hung ?? Promise.resolve()).then(step).then(
      () => undefined,
      () => undefined,
    )
    hung = done
    void done.then(() => {
      if (hung === done) hung = undefined
    })
  }

  async function call<Result>(
    begin: () => Promise<Result>,
    { bytes = 0, tidiesUp = false, late }: CallKind<Result> = {},
  ): Promise<Result> {
    if (hung) {
      if (tidiesUp) behind(begin)
      throw timedOut()
    }
    const work = begin()
    const reason = await lossOfPatience(work, { seconds: seconds + bytes / slowest, control })
    if (reason === undefined) return work
    hungCalls += 1
    const returned = (): void => void (hungCalls -= 1)
    work.then(returned, returned)
    behind(() => (late ? work.then(late) : work))
    throw reason
  }

  return {
    fileSystem: patientCalls(fileSystem, call),
    async wait(path, work, bytes = 0) {
      try {
        return await call(work, { bytes })
      } catch (error) {
        throw isTimedOut(error) ? writeError(error, path) : error
      }
    },
    tidyUp: (step) => call(() => step(fileSystem), { tidiesUp: true }).catch(() => undefined),
  }
}

interface CallKind<Result> {
  /** That it moves. */
  readonly bytes?: number
  /** It is done even after another call was given up, once that has returned. */
  readonly tidiesUp?: boolean
  /** What is done with a result that nobody waits for any more. */
  readonly late?: (result: Result) => Promise<unknown>
}

type Call = <Result>(begin: () => Promise<Result>, kind?: CallKind<Result>) => Promise<Result>

/**
 * Undefined once the work has settled; else why it is given up. Looks are counted, not the time: a machine that sleeps, or a program
 * that is stopped, is no reason.
 */
function lossOfPatience(
  work: Promise<unknown>,
  { seconds, control }: Pick<PatienceSettings, 'control'> & { readonly seconds: number },
): Promise<Error | undefined> {
  return new Promise((resolve) => {
    let [looks, cancelledLooks] = [0, 0]
    const end = (reason?: Error): void => {
      clearInterval(timer)
      resolve(reason)
    }
    const timer = setInterval(() => {
      if (control?.wish() === 'cancel' && ++cancelledLooks * interval > grace) {
        end(new ShellacError('cancelled', 'The work was cancelled.'))
      } else if (++looks * interval > seconds * 1000) end(timedOut())
    }, interval)
    work.then(
      () => end(),
      () => end(),
    )
  })
}

/** As the system says it of a network folder. */
function timedOut(): NodeJS.ErrnoException {
  return Object.assign(new Error('The call did not return.'), { code: 'ETIMEDOUT' })
}

function isTimedOut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT'
}

function patientCalls(fileSystem: FileSystem, call: Call): FileSystem {
  const calls = Object.fromEntries(
    (['access', 'link', 'lstat', 'realpath', 'rename', 'stat', 'unlink'] as const).map((name) => {
      const begin = fileSystem[name] as (...all: unknown[]) => Promise<unknown>
      const kind = { tidiesUp: name === 'unlink' }
      return [name, (...parameters: unknown[]) => call(() => begin(...parameters), kind)]
    }),
  ) as unknown as FileSystem
  const open: FileSystem['open'] = async (path, flags, mode) => {
    const late = async (handle: FileHandle): Promise<void> => {
      await handle.close()
      if (flags === 'wx') await fileSystem.unlink(path)
    }
    return patientHandle(await call(() => fileSystem.open(path, flags, mode), { late }), call)
  }
  return { ...calls, open }
}

function patientHandle(handle: FileHandle, call: Call): FileHandle {
  let written = 0
  const patient = {
    write(bytes: Uint8Array, offset: number, length: number, position: number) {
      written += length
      return call(() => handle.write(bytes, offset, length, position), { bytes: length })
    },
    // The system may have kept all of it in memory until now.
    sync: () => call(() => handle.sync(), { bytes: written }),
    chmod: (mode: number) => call(() => handle.chmod(mode)),
    stat: () => call(() => handle.stat()),
    close: () => call(() => handle.close(), { tidiesUp: true }),
  }
  return patient as unknown as FileHandle
}

/**
 * For the end of a program: the system lets none end by itself while a call hangs. If one does so two seconds later, the program
 * kills itself.
 */
export function endInSpiteOfHungCalls(): void {
  setTimeout(() => {
    if (hungCalls > 0) process.kill(process.pid, 'SIGKILL')
  }, 2000).unref()
}
