/** Promise J8 for disks: a call that never returns is found in every writing of files. */
import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { ShellacError } from '@core/contract/errors'
import { countingFileSystem } from '../../services/files/faultyFileSystem'
import { fresh, old, onOldVersion } from '../keeping/trials'
import { allWritings, type Writing } from '../keeping/writings'
import { outcomeOf, type Effort, type Row } from '../section'

/** Seconds; 60 in the program. */
const patience = 0.1
/** Seconds until it is told, at most, and until what was begun is tidied up. */
const [longestDetection, longestTidying] = [10, 10]

interface HangCounts {
  trials: number
  /** Ended in time, by an error that names the disk. */
  told: number
  /** Ended in time and was done in spite of it. */
  done: number
  old: number
  fresh: number
  torn: number
  /** Unfinished files that are there after the disk answered again. */
  left: number
  slowest: number
}

export async function hangingDiskRow(effort: Effort): Promise<Row> {
  const counts: HangCounts = { trials: 0, told: 0, done: 0, old: 0, fresh: 0, torn: 0, left: 0, slowest: 0 }
  for (const writing of await allWritings()) {
    for (let call = 1; await hangAt(effort, { writing, call }, counts);) call += effort.isShort ? 9 : 1
  }
  const { trials, told, done, torn, left } = counts
  return {
    requirement: 'J8',
    promise:
      'A disk or network folder that does not answer is found in any writing; the file is named, what was there is whole, and nothing is left once it answers.',
    tried: `${trials} hangs in a save, an autosave, a WAV and a FLAC export: ${effort.isShort ? 'some calls' : 'each call'}, given up after ${patience} s (in the program 60 s), returning afterwards`,
    figure: `told ${told}, done in spite of it ${done}; longest ${counts.slowest.toFixed(1)} s; afterwards old version whole ${counts.old}, new one whole ${counts.fresh}, torn ${torn}, unfinished files ${left}`,
    outcome: outcomeOf(told > 0 && told + done === trials && torn + left === 0 && counts.old > 0),
  }
}

/** False when there is no such call. */
async function hangAt(
  effort: Effort,
  { writing, call }: { readonly writing: Writing; readonly call: number },
  counts: HangCounts,
): Promise<boolean> {
  return onOldVersion(effort, writing, async (place) => {
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const { fileSystem, failedCall } = countingFileSystem({ hangAt: call, released })
    const begun = performance.now()
    const error: unknown = await writing.write(place, fresh, { fileSystem, patience }).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    const seconds = (performance.now() - begun) / 1000
    release()
    if (failedCall() === undefined) return false
    counts.trials++
    counts.slowest = Math.max(counts.slowest, seconds)
    const left = await unfinishedIn(place)
    if (left > 0) effort.say(`left by ${writing.name}, call ${call}: ${failedCall()}`)
    counts.left += left
    const found = await writing.read(place).catch(() => undefined)
    const isInTime = seconds < longestDetection
    counts.told += Number(isInTime && error instanceof ShellacError && error.code === 'disk-not-responding')
    counts.done += Number(isInTime && error === undefined && found === fresh)
    counts.old += Number(found === old)
    counts.fresh += Number(found === fresh)
    counts.torn += Number(found === undefined)
    return true
  })
}

/** Unfinished files in the folder, once they have had time to go. */
async function unfinishedIn(folder: string): Promise<number> {
  for (let looks = 0; ; looks++) {
    const names = await readdir(folder, { recursive: true })
    const unfinished = names.filter((name) => name.endsWith('.part')).length
    if (unfinished === 0 || looks * 20 > longestTidying * 1000) return unfinished
    await wait(20)
  }
}
