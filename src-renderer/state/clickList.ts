/** Removed clicks as the engine tells of them, and ways through them. Times in samples. */
import type { Click } from '@core/restoration/declick'

/** See Decomposed.clicks. */
export function readClicks({ buffer, byteOffset, byteLength }: Uint8Array): Click[] {
  const values = new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength))
  return Array.from({ length: values.length / 3 }, (_, i) => ({
    start: values[3 * i],
    end: values[3 * i + 1],
    decibels: values[3 * i + 2],
  }))
}

/** The first click that begins behind a sample; undefined behind the last. */
export function clickAfter(clicks: readonly Click[], sample: number): Click | undefined {
  return clicks[firstFrom(clicks, sample + 1)]
}

/** The last click that begins before a sample; undefined before the first. */
export function clickBefore(clicks: readonly Click[], sample: number): Click | undefined {
  return clicks[firstFrom(clicks, sample) - 1]
}

/** The clicks that stood out most, in the order of time. */
export function strongest(clicks: readonly Click[], most: number): Click[] {
  return clicks
    .toSorted((a, b) => b.decibels - a.decibels)
    .slice(0, most)
    .toSorted((a, b) => a.start - b.start)
}

/**
 * For each of so many columns of equal width over samples from .. to: how far the strongest click in it stood out, dB; 0 where there is
 * none.
 */
export function clickColumns(
  clicks: readonly Click[],
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
): Float32Array {
  const heights = new Float32Array(columns)
  const scale = columns / (to - from)
  for (let i = firstFrom(clicks, from); i < clicks.length && clicks[i].start < to; i++) {
    const column = Math.floor((clicks[i].start - from) * scale)
    heights[column] = Math.max(heights[column], clicks[i].decibels)
  }
  return heights
}

/** Index of the first click that begins at a sample or behind it. */
function firstFrom(clicks: readonly Click[], sample: number): number {
  let [low, high] = [0, clicks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (clicks[middle].start < sample) low = middle + 1
    else high = middle
  }
  return low
}
