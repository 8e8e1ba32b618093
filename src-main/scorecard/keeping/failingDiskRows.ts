/** Promises D3 and D4: writing on a disk that fails, or is full. */
import { ShellacError } from '@core/contract/errors'
import { systemError } from '../../services/files/faultyFileSystem'
import { createOperationLog } from '../../services/files/operationLog'
import { outcomeOf, type Effort, type Row } from '../section'
import { attempt, fresh, old, onOldVersion, type Attempt } from './trials'
import { allWritings, type Writing } from './writings'

const codes = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE', 'EDQUOT', 'EROFS']

interface CallCounts {
  trials: number
  told: number
  named: number
  /** The old version stands there, whole, after a failure that was told. */
  old: number
  /** The new one does: of several files some had their names, and a disk that fails for ever cannot put the old ones back. */
  fresh: number
  torn: number
  /** Nothing was told, and the new version is not there. */
  false: number
}

/** D3: every call fails, once and for ever from there on. */
export async function failingCallsRow(effort: Effort): Promise<Row> {
  const tried = effort.isShort ? codes.slice(0, 2) : codes
  const counts: CallCounts = { trials: 0, told: 0, named: 0, old: 0, fresh: 0, torn: 0, false: 0 }
  for (const writing of await allWritings()) {
    for (const code of tried) {
      await failEachCall(effort, { writing, code, kind: 'failAt' }, counts)
      await failEachCall(effort, { writing, code, kind: 'failFrom' }, counts)
    }
  }
  const { trials, told, named, torn } = counts
  return {
    requirement: 'D3',
    promise:
      'Any failing system call is told by its cause and leaves the old version; several files of an export are put back as far as the disk still works.',
    tried: `${trials} failures of a save, an autosave, a WAV and a FLAC export: ${effort.isShort ? 'some calls' : 'each call'} with ${tried.join(', ')}, once and for ever`,
    figure: `told ${told}: cause named ${named}, old version whole ${counts.old}, new one whole ${counts.fresh} (exports on a disk that fails for ever), torn ${torn}; done in spite of it ${trials - told}, of them without the new version ${counts.false}`,
    outcome: outcomeOf(named === told && torn + counts.false === 0 && counts.old > 0),
  }
}

interface FailingTrial {
  readonly writing: Writing
  readonly code: string
  readonly kind: 'failAt' | 'failFrom'
}

async function failEachCall(effort: Effort, trial: FailingTrial, counts: CallCounts): Promise<void> {
  const { writing, code, kind } = trial
  for (let call = 1; ; call += effort.isShort ? 15 : 1) {
    const faults = { [kind]: call, error: systemError(code) }
    const outcome = await attempt(effort, writing, faults)
    if (outcome.failedCall === undefined) return
    countAttempt(counts, trial, outcome)
  }
}

function countAttempt(counts: CallCounts, { code, kind }: FailingTrial, { error, found }: Attempt): void {
  counts.trials++
  if (error === undefined) {
    counts.false += Number(found !== fresh)
    return
  }
  const isPutBack = found !== fresh || kind === 'failFrom'
  counts.told++
  counts.named += Number(error instanceof ShellacError && error.message.includes(code))
  counts.old += Number(found === old)
  counts.fresh += Number(found === fresh && isPutBack)
  counts.torn += Number(found === undefined || !isPutBack)
}

/** D4: a disk with room for less and less of it, which takes a part of what it is given. */
export async function fullDiskRow(effort: Effort): Promise<Row> {
  const rooms = effort.isShort ? 5 : 60
  const counts = { trials: 0, told: 0, corrupt: 0, false: 0 }
  for (const writing of await allWritings()) {
    const needed = await bytesOf(effort, writing)
    for (let step = 0; step < rooms; step++) {
      const room = Math.floor((needed * step) / rooms)
      const { error, found } = await attempt(effort, writing, { room, longestWrite: 4096 })
      counts.trials++
      counts.corrupt += Number(found === undefined || (error !== undefined && found !== old))
      counts.false += Number(error === undefined && found !== fresh)
      counts.told += Number(error instanceof ShellacError && error.code === 'disk-full')
    }
  }
  const { trials, told, corrupt } = counts
  return {
    requirement: 'D4',
    promise:
      'A full disk that takes a part of what is written leaves the old version, and nothing is called saved.',
    tried: `${trials} saves, autosaves and exports with room for a part, in short writes`,
    figure: `told as a full disk ${told}, corrupt ${corrupt}, falsely called saved ${counts.false}`,
    outcome: outcomeOf(told === trials && corrupt + counts.false === 0),
  }
}

function bytesOf(effort: Effort, writing: Writing): Promise<number> {
  return onOldVersion(effort, writing, async (place) => {
    const { fileSystem, operations } = createOperationLog()
    await writing.write(place, fresh, { fileSystem })
    return operations.reduce((sum, it) => sum + (it.kind === 'write' ? it.bytes.length : 0), 0)
  })
}
