/** For tests: small seeded recordings, quick settings, and what comes back as numbers. */
import { writeFile } from 'node:fs/promises'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { DecompositionWish, EngineClient, ExportWish } from '@core/contract/engine'
import type { ArtifactId, FileId, JobId } from '@core/contract/ids'
import { createRandom } from '@core/random'

export const sampleRate = 8000

/** Writes a 16-bit mono (or stereo, both channels different) WAV file of notes in turn over noise. */
export async function writeNotes(path: string, seconds = 1, channelCount = 1): Promise<FileId> {
  const channels = Array.from({ length: channelCount }, (_, channel) => {
    const random = createRandom(channel + 1)
    return Float32Array.from({ length: seconds * sampleRate }, (__, t) => {
      const frequency = [300, 1100, 2500][Math.floor((4 * t) / sampleRate) % 3] * (1 + channel / 3)
      return 0.4 * Math.sin((2 * Math.PI * frequency * t) / sampleRate) + 0.02 * (2 * random.uniform() - 1)
    })
  })
  await writeFile(path, writeWav({ sampleRate, channels }, 16))
  return path as FileId
}

export const quick: DecompositionWish = {
  components: 3,
  smoothness: 10,
  windowMilliseconds: 23,
  overlap: 0.5,
  algorithm: 'accelerated',
  maxIterations: 5,
  tolerance: 0,
  restarts: 1,
  seed: 1,
}

/** Ends only when it is told to. */
export const endless: DecompositionWish = { ...quick, maxIterations: 1e5 }

export const asWav: ExportWish = {
  content: 'mix',
  format: 'wav',
  bits: '32f',
  sampleRate,
  panLaw: -6,
  noiseAmount: 0,
  overwrite: false,
}

export function jobId(name: string): JobId {
  return name as JobId
}

export async function numbersOf(client: EngineClient, artifact: ArtifactId): Promise<Float32Array> {
  const { buffer } = await client.artifact(artifact)
  return new Float32Array(buffer)
}
