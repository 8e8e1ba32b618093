/** For tests: small seeded recordings, quick settings, and what comes back as numbers. */
import { writeFile } from 'node:fs/promises'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { Decomposed, DecompositionWish, EngineClient, EngineRequest } from '@core/contract/engine'
import { plainForm, plainWish, type ExportWish } from '@core/contract/exports'
import type { ArtifactId, DecompositionId, FileId, JobId, SessionId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import { createRandom } from '@core/random'
import { onTestFinished } from 'vitest'
import { startEngineHost } from '../engineHost'
import type { EngineSettings } from './engine'
import { spawnInProcess } from './spawnInProcess'

export const sampleRate = 8000

/** An engine in this process, for one test. */
export function startEngine(settings?: EngineSettings): EngineClient {
  const host = startEngineHost({ spawn: () => spawnInProcess(settings) })
  onTestFinished(() => host.close())
  return host.client
}

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
  learned: [],
  smoothness: 10,
  windowMilliseconds: 23,
  overlap: 0.5,
  algorithm: 'accelerated',
  maxIterations: 5,
  tolerance: 0,
  restarts: 1,
  seed: 1,
  declick: null,
}

/** Ends only when it is told to. */
export const endless: DecompositionWish = { ...quick, maxIterations: 1e5 }

export const asWav: ExportWish = {
  ...plainForm,
  ...plainWish,
  contents: ['mix'],
  bits: '32f',
  sampleRate,
  panLaw: -6,
  noiseAmount: 0,
}

export function jobId(name: string): JobId {
  return name as JobId
}

/** Decomposes without end until the first iteration is reported, and then `act`s. */
export function decomposeUntil(
  client: EngineClient,
  session: SessionId,
  act: (job: JobId) => void,
): Promise<Decomposed> {
  const job = jobId(`decompose ${session}`)
  let hasActed = false
  const onProgress = ({ stage }: Progress): void => {
    if (stage !== 'factorising' || hasActed) return
    hasActed = true
    act(job)
  }
  return client.call('decompose', { session, channel: 'auto', settings: endless }, { job, onProgress })
}

/** Samples 100 .. 7999 of each component and of all three together, from a decomposition of `quick`. */
export async function listen(
  client: EngineClient,
  place: { readonly session: SessionId; readonly decomposition: DecompositionId },
): Promise<Float32Array> {
  const outputs = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 1],
  ]
  const { session, decomposition } = place
  return rendered(client, { session, of: { decomposition, outputs }, start: 100, end: sampleRate })
}

export async function rendered(
  client: EngineClient,
  request: EngineRequest<'renderAudio'>,
): Promise<Float32Array> {
  return numbersOf(client, (await client.call('renderAudio', request)).audio)
}

export async function numbersOf(client: EngineClient, artifact: ArtifactId): Promise<Float32Array> {
  const { buffer } = await client.artifact(artifact)
  return new Float32Array(buffer)
}
