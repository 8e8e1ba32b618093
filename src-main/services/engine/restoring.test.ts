import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelChoice } from '@core/audio/channels/downmix'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { Decomposed, EngineRequest } from '@core/contract/engine'
import type { FileId } from '@core/contract/ids'
import { createSource } from '@core/project/edits'
import { createRandom } from '@core/random'
import { refusal } from '../files/refusal.testSupport'
import { asWav, listen, quick, sampleRate, writeNotes, startEngine } from './engine.testSupport'

let folder = ''
let walls = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-restoring-'))
  walls = await writeWalls('walls.wav')
})
afterAll(() => rm(folder, { recursive: true }))

function inFolder(name: string): FileId {
  return join(folder, name) as FileId
}

/** Two groove walls of one mono sound, the right one 3 samples late. */
async function writeWalls(name: string): Promise<FileId> {
  const random = createRandom(5)
  const noise = Float32Array.from({ length: sampleRate + 3 }, () => 0.5 * (2 * random.uniform() - 1))
  const wall = (from: number): Float32Array =>
    noise.slice(from, from + sampleRate).map((sample) => sample + 0.005 * (2 * random.uniform() - 1))
  await writeFile(inFolder(name), writeWav({ sampleRate, channels: [wall(3), wall(0)] }, 16))
  return inFolder(name)
}

/** What a page has when its engine is gone: the project, and the bytes of two artifacts as files. */
async function lose(channel: ChannelChoice): Promise<{
  made: Decomposed
  heard: Float32Array
  kept: Omit<EngineRequest<'restoreDecomposition'>, 'session'>
}> {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file: walls })
  const made = await client.call('decompose', { session, channel, settings: quick })
  const dictionary = inFolder(`${channel}.dictionary`)
  const activations = inFolder(`${channel}.activations`)
  await writeFile(dictionary, await client.artifact(made.dictionary))
  await writeFile(activations, await client.artifact(made.activations))
  const heard = await listen(client, { session, ...made })
  return { made, heard, kept: { project: made.project, dictionary, activations } }
}

describe('a decomposition that an engine lost', () => {
  it.each(['auto', 'right', 'mid'] as const)(
    'sounds, of channel %s, as before to the bit',
    async (channel) => {
      const { made, heard, kept } = await lose(channel)
      // Aligned by the automatic choice only.
      expect(made.project.recording.lag !== 0).toBe(channel === 'auto')
      const client = startEngine()
      const { session } = await client.call('openRecording', { file: walls })
      const restored = await client.call('restoreDecomposition', { session, ...kept })
      expect(await listen(client, { session, ...restored })).toEqual(heard)
      expect([restored.project, restored.components]).toEqual([made.project, made.components])
      for (const name of ['dictionary', 'activations'] as const) {
        const bytes = await client.artifact(restored[name])
        expect(Buffer.from(bytes).equals(await readFile(kept[name]))).toBe(true)
      }
    },
  )

  it('is edited, saved, opened and exported as if nothing had been', async () => {
    const { heard, kept } = await lose('auto')
    const client = startEngine()
    const { session } = await client.call('openRecording', { file: walls })
    const project = createSource('Low', [0])(kept.project)
    const { decomposition, ...restored } = await client.call('restoreDecomposition', {
      session,
      ...kept,
      project,
    })
    expect(restored.project).toEqual(project)
    const file = inFolder('restored.shellac')
    await client.call('saveProject', { session, decomposition, project, file, overwrite: false })
    const again = await client.call('openProject', { file })
    expect(again.project).toEqual(project)
    expect(await listen(client, again)).toEqual(heard)
    const target = inFolder('restored.wav')
    const exported = await client.call('exportAudio', {
      session,
      decomposition,
      project,
      file: target,
      export: asWav,
    })
    expect(exported.nullTestDecibels).toBeLessThan(-100)
  })

  it('is not restored into a session of another recording', async () => {
    const { kept } = await lose('auto')
    const client = startEngine()
    const file = await writeNotes(inFolder('other.wav'), 1, 2)
    const { session } = await client.call('openRecording', { file })
    const work = client.call('restoreDecomposition', { session, ...kept })
    expect((await refusal(work)).code).toBe('recording-changed')
  })

  it('is not restored from factors of another size, or of values that no factor has', async () => {
    const { kept } = await lose('auto')
    const client = startEngine()
    const { session } = await client.call('openRecording', { file: walls })
    const restore = async (change: Partial<typeof kept>): Promise<string> => {
      const error = await refusal(client.call('restoreDecomposition', { session, ...kept, ...change }))
      return `${error.code}: ${error.message}`
    }
    const whole = await readFile(kept.dictionary)
    expect(await restore({ activations: kept.dictionary })).toMatch(/^damaged-file: The activations .* bytes/)
    for (const value of [-1, NaN, Infinity]) {
      const bytes = Buffer.from(whole)
      bytes.writeFloatLE(value, 40)
      const dictionary = inFolder('damaged')
      await writeFile(dictionary, bytes)
      expect(await restore({ dictionary })).toMatch(new RegExp(`^damaged-file: .*holds ${value}`))
    }
    expect(await restore({ dictionary: inFolder('nothing') })).toMatch(/^file-not-found/)
    const { project } = kept
    const decomposition = { ...project.decomposition, binCount: project.decomposition.binCount + 1 }
    expect(await restore({ project: { ...project, decomposition } })).toMatch(/^bad-argument: .*bins/)
    await client.call('restoreDecomposition', { session, ...kept })
  })
})
