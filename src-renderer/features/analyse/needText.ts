import type { DecompositionEstimate, DecompositionWish, SmallerWish } from '@core/contract/engine'
import { formatDuration } from '../../ui/durationText'
import { formatShare } from './settingChanges'

/** What an analysis needs and the machine does not have. */
export interface Shortage {
  /** A sentence with the numbers. */
  readonly text: string
  /** What would fit: what the button says, and what it changes. */
  readonly offer: { readonly label: string; readonly change: SmallerWish['change'] } | null
}

/** 'Takes about 2 min at most, 540 MB of memory and 12 MB of disk' */
export function estimateText({ seconds, memory, disk }: DecompositionEstimate): string {
  const time = `Takes about ${formatDuration(seconds)} at most`
  return `${time}, ${formatBytes(memory.needed)} of memory and ${formatBytes(disk.needed)} of disk`
}

/** Null where it fits. */
export function shortageOf(
  { memory, disk, offer }: DecompositionEstimate,
  settings: DecompositionWish,
): Shortage | null {
  if (memory.free !== null && memory.needed > memory.free) {
    const numbers = `This needs ${formatBytes(memory.needed)} of memory; ${formatBytes(memory.free)} are free.`
    if (offer) return { text: numbers, offer: { label: offerText(offer, settings), change: offer.change } }
    return { text: `${numbers} Close other programs, or open a part of the recording.`, offer: null }
  }
  if (disk.free === null || disk.needed <= disk.free) return null
  const numbers = `This needs ${formatBytes(disk.needed)} on the disk with the app's data; ${formatBytes(disk.free)} are free there.`
  return { text: `${numbers} Free some space.`, offer: null }
}

/** 'Use 1 start and an overlap of 50 % (800 MB)' */
function offerText({ change, memory }: SmallerWish, settings: DecompositionWish): string {
  const changes: string[] = []
  if (change.algorithm !== settings.algorithm) changes.push(`the algorithm ${change.algorithm}`)
  if (change.components !== settings.components) changes.push(`${change.components} components`)
  if (change.overlap !== settings.overlap) changes.push(`an overlap of ${formatShare(change.overlap)}`)
  if (change.restarts !== settings.restarts) {
    changes.push(change.restarts === 1 ? '1 start' : `${change.restarts} starts`)
  }
  return `Use ${changes.join(' and ')} (${formatBytes(memory)})`
}

/** Decimal units, two digits, rounded up: '0.3 MB', '54 MB', '5.3 GB'. */
export function formatBytes(bytes: number): string {
  const [value, unit] = bytes < 999.5e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  const tenths = Math.ceil(value * 10 - 1e-9) / 10
  return tenths < 10 ? `${tenths} ${unit}` : `${Math.ceil(value - 1e-9)} ${unit}`
}
