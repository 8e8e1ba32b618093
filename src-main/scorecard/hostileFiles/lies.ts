/** Headers that lie: what they cost, and whether the lie is shown. */
import { createCappedReader, type CappedReader } from './cappedReader'
import { lyingDrafts } from './corpus/lyingDrafts'
import { isAnswer } from './truth'

export interface LieFigures {
  readonly files: number
  /** Bytes allocated for each byte of the file, at worst. */
  readonly worstPcm: number
  /** Bytes allocated for each that the file takes when it tells the truth, at worst. */
  readonly worstCompressed: number
  /** Numbers read for each KiB of the file, at worst. */
  readonly worstReads: number
  /** Lies that change what is opened: rate, channels or length. */
  readonly lies: number
  /** Of those: refused, or opened with a remark. */
  readonly shown: number
  readonly silent: readonly string[]
}

/** AU has no second figure that could contradict its rate. */
const saidOnce = ['au rate one more than the file']

export async function tryLies(folder: string): Promise<LieFigures> {
  const reader = createCappedReader(folder, { counting: true })
  const worst = { pcm: 0, compressed: 0, reads: 0 }
  let files = 0
  let lies = 0
  const silent: string[] = []
  for (const { name, isCompressed, draft } of await lyingDrafts()) {
    const truth = await readTwice(reader, draft.build())
    const truthBytes = Math.max(draft.build().length, truth.counters?.allocatedBytes ?? 0)
    for (const lie of draft.lies()) {
      const reading = await reader.read({ kind: 'audio', bytes: lie.bytes })
      files++
      if (!isAnswer(reading) || reading.counters === null)
        throw new Error(`${name} ${lie.name}: ${reading.state}`)
      const { allocatedBytes, reads } = reading.counters
      if (isCompressed) worst.compressed = Math.max(worst.compressed, allocatedBytes / truthBytes)
      else worst.pcm = Math.max(worst.pcm, allocatedBytes / lie.bytes.length)
      worst.reads = Math.max(worst.reads, (1024 * reads) / lie.bytes.length)
      const isSame = factsOf(reading) === factsOf(truth)
      if (isSame && reading.state === truth.state) continue
      lies++
      if (
        reading.state === 'opened' &&
        reading.message === truth.message &&
        !saidOnce.includes(`${name} ${lie.name}`)
      )
        silent.push(`${name} ${lie.name}`)
    }
  }
  reader.close()
  return {
    ...{ files, lies, shown: lies - silent.length, silent },
    worstPcm: worst.pcm,
    worstCompressed: worst.compressed,
    worstReads: worst.reads,
  }
}

/** The first reading of a format pays for what every later one uses. */
async function readTwice(reader: CappedReader, bytes: Uint8Array) {
  await reader.read({ kind: 'audio', bytes })
  const reading = await reader.read({ kind: 'audio', bytes })
  if (isAnswer(reading)) return reading
  throw new Error(`A file that tells the truth is lost: ${reading.message}`)
}

function factsOf(reading: object): string {
  const { sampleRate, frames, state } = reading as { sampleRate: number; frames: number; state: string }
  return `${state} ${sampleRate} ${frames}`
}
