/** Two programs at the same loudness (BS.1770): measured on the same stretches of the recording, the louder one lowered. */
import type { EngineClient, EngineRequest } from '@core/contract/engine'
import { createLoudnessMeter } from '@core/audio/levels/loudness'
import type { Material } from './chunkStore'
import type { MaskShaping } from '@core/separation/shaping/maskShaping'
import type { Program, Voice } from './program'

/** LUFS; -Infinity where it is silent. */
export interface MeasuredPair {
  readonly original: number
  readonly mix: number
}

/** Samples start .. end - 1. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const stretchCount = 6
const stretchSeconds = 10
/** Rendered at once: short, so that what is to be heard need not wait long behind it. */
const pieceSeconds = 2

/** Gain in dB, 0 or less, of either side, so that both are as loud as the quieter one. Silence matches nothing. */
export function matchingGains({ original, mix }: MeasuredPair): {
  readonly original: number
  readonly mix: number
} {
  const difference = original - mix
  if (!Number.isFinite(difference)) return { original: 0, mix: 0 }
  return { original: Math.min(0, -difference), mix: Math.min(0, difference) }
}

/** Up to a minute of a recording: all of it, or six stretches of ten seconds spread evenly from its start to its end. */
export function stretchesOf({
  sampleRate,
  sampleCount,
}: Pick<Material, 'sampleRate' | 'sampleCount'>): Stretch[] {
  const length = stretchSeconds * sampleRate
  if (sampleCount <= stretchCount * length) return [{ start: 0, end: sampleCount }]
  return Array.from({ length: stretchCount }, (_, index) => {
    const start = Math.round((index * (sampleCount - length)) / (stretchCount - 1))
    return { start, end: start + length }
  })
}

/** A stretch in pieces that are rendered one after the other. */
export function piecesOfStretch({ start, end }: Stretch, sampleRate: number): Stretch[] {
  const length = pieceSeconds * sampleRate
  const count = Math.ceil((end - start) / length)
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * length,
    end: Math.min(end, start + (index + 1) * length),
  }))
}

/** Both channels of a program that is made of components, as weights of these. */
export function channelWeights(program: Program, componentCount: number): [number[], number[]] {
  const channel = (gain: (voice: Voice) => number): number[] =>
    Array.from({ length: componentCount }, (_, component) =>
      program.reduce((sum, voice) => {
        const { weights } = voice
        return weights === 'recording' ? sum : sum + gain(voice) * (weights[component] ?? 0)
      }, 0),
    )
  return [channel(({ left }) => left), channel(({ right }) => right)]
}

type Content = Parameters<typeof renderPiece>[2]

/**
 * Integrated loudness of what both ears hear on the stretches of `material`, LUFS.
 * @throws ShellacError as renderAudio does; whatever `signal` was aborted with
 */
export async function measureLoudness(
  engine: EngineClient,
  material: Material,
  {
    weights,
    shaping,
    signal,
  }: {
    readonly weights: 'recording' | [number[], number[]]
    readonly shaping?: MaskShaping | undefined
    readonly signal: AbortSignal
  },
): Promise<number> {
  const { sampleRate, channel, decomposition } = material
  const of: Content =
    weights === 'recording' || decomposition === null
      ? { channel }
      : { decomposition, outputs: weights, shaping }
  const meter = createLoudnessMeter(sampleRate, 2)
  for (const stretch of stretchesOf(material)) {
    for (const piece of piecesOfStretch(stretch, sampleRate)) {
      signal.throwIfAborted()
      meter.push(await renderPiece(engine, material, of, piece))
    }
  }
  return meter.integrated()
}

/** Left and right; the recording is the same in both ears. */
async function renderPiece(
  engine: EngineClient,
  { session }: Material,
  of: EngineRequest<'renderAudio'>['of'],
  { start, end }: Stretch,
): Promise<[Float32Array, Float32Array]> {
  const { audio } = await engine.call('renderAudio', { session, of, start, end })
  const bytes = await engine.artifact(audio)
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.byteLength / 4))
  const left = samples.subarray(0, end - start)
  return [left, 'channel' in of ? left : samples.subarray(end - start, 2 * (end - start))]
}
