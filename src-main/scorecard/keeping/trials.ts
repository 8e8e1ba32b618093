/** Writing over an old version, on disks that fail. */
import { cp, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { countingFileSystem, type Faults } from '../../services/files/faultyFileSystem'
import type { Effort } from '../section'
import type { Writing } from './writings'

/** The versions of a trial: the one that stands there, and the one that is written over it. */
export const old = 1
export const fresh = 2

/** Runs `act` on a folder in which the old version stands. */
export async function onOldVersion<Result>(
  { folder }: Effort,
  writing: Writing,
  act: (place: string) => Promise<Result>,
): Promise<Result> {
  const template = join(folder, `old ${writing.name}`)
  if (!(await lstat(template).catch(() => undefined))) {
    await mkdir(template)
    await writing.write(template, old)
  }
  const place = await mkdtemp(join(folder, 'trial-'))
  await cp(template, place, { recursive: true })
  try {
    return await act(place)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

export interface Attempt {
  /** Undefined when the writing said that it was done. */
  readonly error: unknown
  /** The version that stands there afterwards, or undefined when it is not whole. */
  readonly found: number | undefined
  readonly failedCall: string | undefined
}

/** Writes the new version over the old one on a disk with faults. */
export function attempt(effort: Effort, writing: Writing, faults: Faults): Promise<Attempt> {
  return onOldVersion(effort, writing, async (place) => {
    const { fileSystem, failedCall } = countingFileSystem(faults)
    const error: unknown = await writing.write(place, fresh, { fileSystem }).then(
      () => undefined,
      (reason: unknown) => reason ?? new Error('nothing'),
    )
    return { error, found: await writing.read(place).catch(() => undefined), failedCall: failedCall() }
  })
}
