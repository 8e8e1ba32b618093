import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { Decomposed, EngineClient, EngineRequest } from '@core/contract/engine'
import type { DecompositionId, FileId, SessionId } from '@core/contract/ids'
import { cellToDecibels } from '@core/pictures/cells'
import { createMaskColumns, createPowerColumns } from '@core/pictures/spectrogramColumns'
import { refusal } from '../files/refusal.testSupport'
import { numbersOf, quick, sampleRate, writeNotes, startEngine } from './engine.testSupport'

let folder = ''
let notes = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-picturing-'))
  notes = await writeNotes(join(folder, 'notes.wav'), 5)
})
afterAll(() => rm(folder, { recursive: true }))

type TileRequest = Omit<EngineRequest<'spectrogramTile'>, 'session'>

interface Opened {
  readonly client: EngineClient
  readonly session: SessionId
  readonly tile: (request: TileRequest) => Promise<Uint8Array>
}

async function opened(file: FileId = notes): Promise<Opened> {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file })
  const tile = async (request: TileRequest): Promise<Uint8Array> => {
    const { cells } = await client.call('spectrogramTile', { session, ...request })
    return client.artifact(cells)
  }
  return { client, session, tile }
}

const framing = { windowLength: 256, hop: 128 }
const recording = { channel: 'auto', framing } as const

interface Analysed extends Opened {
  readonly made: Decomposed
  readonly separation: Parameters<typeof createPowerColumns>[0] & {
    readonly separated: NonNullable<Parameters<typeof createPowerColumns>[0]['separated']>
  }
}

const outputs = [
  [1, 0, 0.5],
  [0, 1, 0.5],
]

async function analysed(): Promise<Analysed> {
  const place = await opened()
  const { client, session } = place
  const made = await client.call('decompose', { session, channel: 'auto', settings: quick })
  const { audio } = await client.call('renderAudio', {
    session,
    of: { channel: 'auto' },
    start: 0,
    end: 5 * sampleRate,
  })
  const { analysis, decomposition } = made.project
  const factors = {
    W: await numbersOf(client, made.dictionary),
    H: await numbersOf(client, made.activations),
    binCount: decomposition.binCount,
    frameCount: decomposition.frameCount,
    componentCount: analysis.componentCount,
  }
  const separation = {
    samples: await numbersOf(client, audio),
    framing: { windowLength: analysis.windowLength, hop: analysis.hop },
    separated: { factors, outputs: outputs.map((weights) => Float64Array.from(weights)) },
  }
  return { ...place, made, separation }
}

describe('a tile of a spectrogram', () => {
  it('shows a note of the recording where and when it sounds, and nowhere else', async () => {
    const sine = Float32Array.from({ length: 2 * sampleRate }, (_, t) =>
      t < sampleRate ? Math.sin((2 * Math.PI * 40 * t) / 256) : 0,
    )
    const file = join(folder, 'sine.wav') as FileId
    await writeFile(file, writeWav({ sampleRate, channels: [sine] }, 16))
    const { tile } = await opened(file)
    const cells = await tile({ of: recording, cells: 'power', level: 0, tile: 0 })
    const at = (frame: number, bin: number): number => cellToDecibels(cells[frame * 129 + bin])
    expect(at(30, 40)).toBeCloseTo(0, 0)
    expect(at(30, 40 + 30)).toBeLessThan(-50)
    expect(at(80, 40)).toBe(-120)
  })

  it('of a decomposition is made of its own frames and masks, all outputs added up', async () => {
    const { tile, made, separation } = await analysed()
    const { decomposition } = made
    const { binCount } = separation.separated.factors
    const power = await tile({ of: { decomposition, outputs }, cells: 'power', level: 0, tile: 1 })
    expect(power).toEqual(createPowerColumns(separation)(128, 256))
    expect(power.length).toBe(128 * binCount)
    const one = { decomposition, outputs: [outputs[0]] }
    const masks = await tile({ of: one, cells: 'mask', level: 0, tile: 1 })
    const { factors, outputs: rows } = separation.separated
    expect(masks).toEqual(createMaskColumns({ factors, outputs: [rows[0]] })(128, 256))
  })

  it('of other outputs or cells is another one, and of the same the same', async () => {
    const { tile, made } = await analysed()
    const { decomposition } = made
    const place = { level: 0, tile: 0 }
    const all = { decomposition, outputs }
    const one = { decomposition, outputs: [outputs[0]] }
    const tiles = [
      await tile({ of: recording, cells: 'power', ...place }),
      await tile({ of: all, cells: 'power', ...place }),
      await tile({ of: one, cells: 'power', ...place }),
      await tile({ of: one, cells: 'mask', ...place }),
    ]
    expect(new Set(tiles.map((cells) => Buffer.from(cells).toString('base64'))).size).toBe(4)
    expect(await tile({ of: all, cells: 'power', ...place })).toEqual(tiles[1])
  })

  it('of a coarse level is one tile of the whole recording, no peak lost', async () => {
    const { tile } = await opened()
    const level = 2
    const coarse = await tile({ of: recording, cells: 'power', level, tile: 0 })
    const fine = [0, 1, 2].map((index) => tile({ of: recording, cells: 'power', level: 0, tile: index }))
    const cells = Buffer.concat(await Promise.all(fine))
    expect(coarse.length / 129).toBe(Math.ceil(cells.length / 129 / 4))
    const peak = Math.max(...[0, 1, 2, 3].map((frame) => cells[(40 + frame) * 129 + 35]))
    expect(coarse[10 * 129 + 35]).toBe(peak)
  })

  it('is refused where there is none, with the rule', async () => {
    const { client, session, made } = await analysed()
    const { decomposition } = made
    const place = { cells: 'power', level: 0, tile: 0 } as const
    const refused: readonly (readonly [TileRequest, RegExp])[] = [
      [{ of: recording, ...place, level: 3 }, /level is 3; .* levels 0 to 2/],
      [{ of: recording, ...place, tile: 3 }, /tile is 3; level 0 has tiles 0 to 2/],
      [{ of: recording, ...place, cells: 'mask' }, /no mask/],
      [{ of: { decomposition, outputs }, ...place, cells: 'mask' }, /2 outputs .* one output/],
      [{ of: { decomposition, outputs: [[1, 1]] }, ...place }, /2 weights; there are 3/],
      [{ of: { decomposition: 'none' as DecompositionId, outputs }, ...place }, /no decomposition none/],
    ]
    for (const [request, message] of refused) {
      const error = await refusal(client.call('spectrogramTile', { session, ...request }))
      expect([error.code, error.message]).toEqual(['bad-argument', expect.stringMatching(message)])
    }
  })

  it('under way ends with its session', async () => {
    const { client, session } = await opened()
    const works = [0, 1, 2].map((tile) =>
      refusal(client.call('spectrogramTile', { session, of: recording, cells: 'power', level: 0, tile })),
    )
    await client.call('closeSession', { session })
    expect((await works[2]).code).toBe('cancelled')
  })
})
