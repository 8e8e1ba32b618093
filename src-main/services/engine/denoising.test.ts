import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { DecompositionWish } from '@core/contract/engine'
import type { FileId } from '@core/contract/ids'
import type { Progress } from '@core/contract/job'
import { createRandom } from '@core/random'
import { setNoiseFilter } from '@core/project/noiseEdits'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { quick, sampleRate, rendered, startEngine } from './engine.testSupport'

const end = 3 * sampleRate
const groove = { name: 'noise', kind: 'noise', start: 0, end: sampleRate } as const
const learning: DecompositionWish = { ...quick, learned: [groove] }
let folder = ''
let file = '' as FileId

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-denoising-'))
  file = join(folder, 'hissing.wav') as FileId
  const random = createRandom(5)
  const samples = Float32Array.from({ length: end }, (_, t) => {
    const tone = t < sampleRate ? 0 : 0.3 * Math.sin((2 * Math.PI * 440 * t) / sampleRate)
    return tone + 0.1 * (2 * random.uniform() - 1)
  })
  await writeFile(file, writeWav({ sampleRate, channels: [samples] }, '32f'))
})
afterAll(() => rm(folder, { recursive: true }))

/** dB, of what is heard in the groove. */
function grooveLevel(samples: Float32Array): number {
  const energy = samples.subarray(1000, sampleRate - 1000).reduce((sum, value) => sum + value * value, 0)
  return 10 * Math.log10(energy)
}

describe('a decomposition that learned noise', () => {
  it('is heard without it, all components together as recorded, and as before where the filter is off', async () => {
    const client = startEngine()
    const { session } = await client.call('openRecording', { file })
    const { decomposition, project } = await client.call('decompose', {
      session,
      channel: 'auto',
      settings: learning,
    })
    const { components } = project.analysis.learned[0]
    const everything = project.components.map(() => 1)
    const outputs = [everything, everything.map((_, k) => (components.includes(k) ? 0 : 1))]
    const sound = await rendered(client, { session, of: { decomposition, outputs }, start: 0, end })
    const original = await rendered(client, { session, of: { channel: 'auto' }, start: 0, end })
    const [whole, music] = [sound.subarray(0, end), sound.subarray(end)]
    whole.forEach((value, i) => expect(Math.abs(value - original[i])).toBeLessThan(1e-5))
    const shaping = shapingOf(setNoiseFilter(false)(project))
    const masked = (
      await rendered(client, { session, of: { decomposition, outputs, shaping }, start: 0, end })
    ).subarray(end)
    expect(grooveLevel(music)).toBeLessThan(grooveLevel(original) - 15)
    expect(grooveLevel(music)).toBeLessThan(grooveLevel(masked) - 6)
  })

  it('sounds the same after it was saved and opened', async () => {
    const client = startEngine()
    const { session } = await client.call('openRecording', { file })
    const stages = new Set<Progress['stage']>()
    const { decomposition, project } = await client.call(
      'decompose',
      { session, channel: 'auto', settings: learning },
      { onProgress: ({ stage }) => stages.add(stage) },
    )
    const outputs = [project.components.map((_, k) => (k < 3 ? 1 : 0))]
    const before = await rendered(client, { session, of: { decomposition, outputs }, start: 0, end })
    const target = join(folder, 'hissing.shellac') as FileId
    await client.call('saveProject', { session, decomposition, project, file: target, overwrite: true })
    const other = startEngine()
    const opened = await other.call('openProject', { file: target })
    expect(
      await rendered(other, {
        session: opened.session,
        of: { decomposition: opened.decomposition, outputs },
        start: 0,
        end,
      }),
    ).toEqual(before)
    expect(stages).toContain('denoising')
  })
})
