/** What a reading is compared with: the same file when nothing is wrong with it. */
import type { CappedReader, CappedReading } from './cappedReader'
import type { ReadAnswer } from './readerMessages'

export type Samples = readonly (Float32Array | Float64Array)[]

export function isAnswer(reading: CappedReading): reading is ReadAnswer {
  return 'frames' in reading
}

/** Reads a file that must open. @throws Error when it does not */
export async function readTruth(reader: CappedReader, bytes: Uint8Array): Promise<ReadAnswer> {
  const reading = await reader.read({ kind: 'audio', bytes, wantsSamples: true })
  if (isAnswer(reading) && reading.state === 'opened') return reading
  throw new Error(`A sound file that is whole does not open: ${reading.message}`)
}

/** Whether every channel begins with exactly the samples of the other, for as long as it lasts. */
export function isPrefix(part: Samples, whole: Samples): boolean {
  return (
    part.length === whole.length &&
    part.every((channel, index) => {
      const other = whole[index]
      return channel.length <= other.length && channel.every((value, at) => Object.is(value, other[at]))
    })
  )
}
