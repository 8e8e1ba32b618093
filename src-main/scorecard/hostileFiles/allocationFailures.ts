/** Memory that runs out in the middle of reading. */
import { createCappedReader, type CappedReader } from './cappedReader'
import { toneFlac } from './corpus/flacFiles'
import { aiffDraft, cafDraft } from './corpus/otherPcmFiles'
import { wavDraft } from './corpus/riffFiles'
import { edgeFile } from './fixtures'
import { isAnswer, isPrefix, type Samples } from './truth'

export interface AllocationFigures {
  readonly formats: number
  readonly points: number
  /** Refused in words of ours. */
  readonly clean: number
  readonly wrongResults: number
  readonly otherErrors: readonly string[]
}

export async function failAllocations(mostPoints: number, folder: string): Promise<AllocationFigures> {
  const files = {
    wav: wavDraft().build(),
    aiff: aiffDraft().build(),
    caf: cafDraft().build(),
    flac: await toneFlac(20_000),
    mp3: await edgeFile('compressed/mp3-cbr-mono-32k.mp3'),
    vorbis: await edgeFile('compressed/vorbis.ogg'),
  }
  const reader = createCappedReader(folder, { counting: true })
  const counts = { points: 0, clean: 0, wrongResults: 0 }
  const otherErrors: string[] = []
  for (const [name, bytes] of Object.entries(files)) {
    const { allocations, samples } = await measure(reader, bytes)
    const step = Math.max(1, Math.ceil(allocations / mostPoints))
    for (let point = 1; point <= allocations; point += step) {
      const reading = await reader.read({ kind: 'audio', bytes, failAt: point, wantsSamples: true })
      counts.points++
      if (reading.state === 'refused') counts.clean++
      else if (!isAnswer(reading) || reading.state !== 'opened') {
        otherErrors.push(`${name} at ${point}: ${reading.message.split('\n')[0]}`)
      } else if (
        reading.message === '' &&
        !(isPrefix(reading.channels, samples) && isPrefix(samples, reading.channels))
      ) {
        counts.wrongResults++
      }
    }
  }
  reader.close()
  return { formats: Object.keys(files).length, ...counts, otherErrors }
}

/** Once for what every later reading uses, once to count. */
async function measure(
  reader: CappedReader,
  bytes: Uint8Array,
): Promise<{ readonly allocations: number; readonly samples: Samples }> {
  await reader.read({ kind: 'audio', bytes })
  const reading = await reader.read({ kind: 'audio', bytes, wantsSamples: true })
  if (!isAnswer(reading) || reading.counters === null) throw new Error(`It does not open: ${reading.message}`)
  return { allocations: reading.counters.allocations, samples: reading.channels }
}
