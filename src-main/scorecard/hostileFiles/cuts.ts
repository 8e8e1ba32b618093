/** Sound files that end too early. Each tells its length: of one that does not and ends between two frames nobody can say that it was cut. */
import { toneFlac } from './corpus/flacFiles'
import { aiffDraft, auDraft, cafDraft } from './corpus/otherPcmFiles'
import { wavDraft, wave64Draft } from './corpus/riffFiles'
import { createCappedReader, type CappedReader } from './cappedReader'
import { edgeFile } from './fixtures'
import type { ReadAnswer } from './readerMessages'
import { isAnswer, isPrefix, readTruth } from './truth'

export interface CutFigures {
  readonly formats: number
  readonly cuts: number
  /** Nothing of the sound was there to be opened. */
  readonly refused: number
  readonly opened: number
  readonly exact: number
  /** With a remark that something is missing. */
  readonly warned: number
  /** The first few that were neither. */
  readonly faults: readonly string[]
}

const mostFaults = 5

export async function cutFiles(perFormat: number, folder: string): Promise<CutFigures> {
  const files = {
    wav: wavDraft().build(),
    wave64: wave64Draft().build(),
    aiff: aiffDraft().build(),
    caf: cafDraft().build(),
    au: auDraft().build(),
    flac: await toneFlac(20_000),
    mp3: await edgeFile('compressed/mp3-vbr-id3v24.mp3'),
    vorbis: await edgeFile('compressed/vorbis.ogg'),
    opus: await edgeFile('compressed/opus.opus'),
  }
  const reader = createCappedReader(folder)
  const counts = { cuts: 0, refused: 0, opened: 0, exact: 0, warned: 0 }
  const faults: string[] = []
  for (const [name, bytes] of Object.entries(files)) {
    const whole = await readTruth(reader, bytes)
    for (let cut = 1; cut <= perFormat; cut++) {
      const length = Math.floor((bytes.length * cut) / (perFormat + 1))
      const fault = await tryCut(reader, { bytes: bytes.subarray(0, length), whole }, counts)
      if (fault !== '') faults.push(`${name} at ${length}: ${fault}`)
    }
  }
  reader.close()
  return { formats: Object.keys(files).length, ...counts, faults: faults.slice(0, mostFaults) }
}

interface Counts {
  cuts: number
  refused: number
  opened: number
  exact: number
  warned: number
}

/** What is wrong with the reading, or ''. */
async function tryCut(
  reader: CappedReader,
  { bytes, whole }: { readonly bytes: Uint8Array; readonly whole: ReadAnswer },
  counts: Counts,
): Promise<string> {
  const reading = await reader.read({ kind: 'audio', bytes, wantsSamples: true })
  counts.cuts++
  if (reading.state === 'refused') {
    counts.refused++
    return ''
  }
  if (!isAnswer(reading) || reading.state !== 'opened') return reading.state
  counts.opened++
  const isExact = isPrefix(reading.channels, whole.channels)
  const isWarned = /missing|too early/.test(reading.message) || reading.frames === whole.frames
  if (isExact) counts.exact++
  if (isWarned) counts.warned++
  return [isExact ? '' : 'other samples', isWarned ? '' : 'no warning']
    .filter((fault) => fault !== '')
    .join(', ')
}
