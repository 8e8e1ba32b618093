import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AudioData } from '@core/audio/audioData'
import { ShellacError } from '@core/contract/errors'
import { decodeAudio } from './decodeAudio'

interface EdgeFile {
  readonly file: string
  readonly what: string
  readonly expect: 'open' | 'open-warn' | 'open-partial' | 'refuse' | 'either'
  readonly splice?: {
    readonly base: string
    readonly start: number
    readonly insert: string
    readonly end: number
  }
  readonly code?: string
  readonly rate?: number
  readonly channels?: number
  readonly frames?: number
  readonly sha256?: string
  readonly reference?: {
    readonly from: number
    readonly to: number
    readonly values: readonly number[]
    readonly tolerance: number
  }
}

const folder = resolve(import.meta.dirname, 'fixtures/edge')
const manifest = JSON.parse(readFileSync(resolve(folder, 'manifest.json'), 'utf8')) as EdgeFile[]

function readEdgeFile({ file, splice }: EdgeFile): Uint8Array {
  if (splice === undefined) return new Uint8Array(readFileSync(resolve(folder, file)))
  const base = readFileSync(resolve(folder, splice.base))
  const tail = base.subarray(base.length - splice.end)
  return new Uint8Array(
    Buffer.concat([base.subarray(0, splice.start), Buffer.from(splice.insert, 'hex'), tail]),
  )
}

async function outcome(bytes: Uint8Array): Promise<AudioData | ShellacError> {
  try {
    return await decodeAudio(bytes)
  } catch (error) {
    if (error instanceof ShellacError) return error
    throw error
  }
}

function hashOfSamples({ channels }: AudioData): string {
  const count = channels[0].length
  const interleaved = new Float64Array(count * channels.length)
  channels.forEach((channel, index) => {
    for (let i = 0; i < count; i++) interleaved[i * channels.length + index] = channel[i]
  })
  return createHash('sha256').update(new Uint8Array(interleaved.buffer)).digest('hex')
}

function largestDifference(
  samples: ArrayLike<number>,
  { from, to, values }: NonNullable<EdgeFile['reference']>,
) {
  const differences = values.map((value, i) => {
    const index = Math.floor(from + ((to - 1 - from) * (i + 0.5)) / values.length)
    return Math.abs(samples[index] - value)
  })
  return Math.max(...differences)
}

function checkSound(edge: EdgeFile, audio: AudioData): void {
  expect(audio.sampleRate).toBe(edge.rate)
  expect(audio.channels.length).toBe(edge.channels)
  for (const channel of audio.channels) {
    expect(channel.length).toBe(edge.frames)
    expect(channel.every(Number.isFinite)).toBe(true)
  }
  if (edge.sha256 !== undefined) expect(hashOfSamples(audio)).toBe(edge.sha256)
  if (edge.reference !== undefined) {
    expect(largestDifference(audio.channels[0], edge.reference)).toBeLessThan(edge.reference.tolerance)
  }
}

const laws: Readonly<Record<EdgeFile['expect'], string>> = {
  open: 'opens without a warning',
  'open-warn': 'opens with a warning',
  'open-partial': 'opens and says what is missing',
  refuse: 'is refused',
  either: 'opens or is refused',
}

describe('edge files', () => {
  it.each(manifest.map((edge) => ({ ...edge, law: laws[edge.expect], edge })))(
    '$file $law ($what)',
    async ({ edge }) => {
      const result = await outcome(readEdgeFile(edge))
      if (result instanceof ShellacError) {
        expect(edge.expect, result.message).toMatch(/^(refuse|either)$/)
        expect(result.code).toBe(edge.code)
        return
      }
      expect(edge.expect).not.toBe('refuse')
      const text = result.warnings.join('\n')
      if (edge.expect === 'open') expect(text).toBe('')
      if (edge.expect === 'open-warn') expect(text).not.toBe('')
      if (edge.expect === 'open-partial') expect(text).toMatch(/missing/)
      checkSound(edge, result)
    },
  )
})
