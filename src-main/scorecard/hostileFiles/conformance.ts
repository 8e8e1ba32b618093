/** Samples compared with what other decoders made of the same bytes: figures of ffmpeg and libsndfile beside the edge files. */
import { createHash } from 'node:crypto'
import { edgeFile } from './fixtures'
import { createCappedReader } from './cappedReader'
import { isAnswer, type Samples } from './truth'

interface EdgeFile {
  readonly file: string
  readonly splice?: {
    readonly base: string
    readonly start: number
    readonly insert: string
    readonly end: number
  }
  readonly sha256?: string
  readonly reference?: {
    readonly from: number
    readonly to: number
    readonly values: readonly number[]
    readonly tolerance: number
  }
}

export interface ConformanceFigures {
  readonly lossless: number
  readonly exact: number
  readonly lossy: number
  readonly near: number
  /** Largest difference of a lossy file, in steps of 16 bits. */
  readonly worstSteps: number
}

export async function compareWithOthers(folder: string): Promise<ConformanceFigures> {
  const manifest = JSON.parse(Buffer.from(await edgeFile('manifest.json')).toString('utf8')) as EdgeFile[]
  const reader = createCappedReader(folder)
  const figures = { lossless: 0, exact: 0, lossy: 0, near: 0, worstSteps: 0 }
  for (const edge of manifest.filter(
    ({ sha256, reference }) => sha256 !== undefined || reference !== undefined,
  )) {
    const reading = await reader.read({ kind: 'audio', bytes: await bytesOf(edge), wantsSamples: true })
    const samples = isAnswer(reading) ? reading.channels : []
    if (edge.sha256 !== undefined) {
      figures.lossless++
      if (samples.length > 0 && hashOf(samples) === edge.sha256) figures.exact++
    }
    if (edge.reference !== undefined) {
      figures.lossy++
      const difference = samples.length > 0 ? differenceOf(samples[0], edge.reference) : Infinity
      if (difference <= edge.reference.tolerance) figures.near++
      figures.worstSteps = Math.max(figures.worstSteps, difference * 2 ** 15)
    }
  }
  reader.close()
  return figures
}

async function bytesOf({ file, splice }: EdgeFile): Promise<Uint8Array> {
  if (splice === undefined) return edgeFile(file)
  const base = await edgeFile(splice.base)
  const parts = [
    base.subarray(0, splice.start),
    Buffer.from(splice.insert, 'hex'),
    base.subarray(base.length - splice.end),
  ]
  return new Uint8Array(Buffer.concat(parts))
}

/** Of the interleaved samples as 64-bit floats. */
function hashOf(channels: Samples): string {
  const count = channels[0].length
  const interleaved = new Float64Array(count * channels.length)
  channels.forEach((channel, index) => {
    for (let i = 0; i < count; i++) interleaved[i * channels.length + index] = channel[i]
  })
  return createHash('sha256').update(new Uint8Array(interleaved.buffer)).digest('hex')
}

function differenceOf(
  samples: ArrayLike<number>,
  { from, to, values }: NonNullable<EdgeFile['reference']>,
): number {
  const differences = values.map((value, i) => {
    const index = Math.floor(from + ((to - 1 - from) * (i + 0.5)) / values.length)
    return Math.abs(samples[index] - value)
  })
  return Math.max(...differences)
}
