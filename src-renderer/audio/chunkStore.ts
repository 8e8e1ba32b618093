/** Rendered sound of one recording: asked of the engine in chunks, kept in cells, the newest 32 MB of them. */
import type { ChannelChoice } from '@core/audio/channels/downmix'
import { mostRenderedSamples, type EngineClient, type EngineRequest } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { DecompositionId, SessionId } from '@core/contract/ids'
import { createCellCache } from './cellCache'
import { cellLengthAt, cellRange, type ChunkRequest } from './chunkSchedule'
import type { Program, Voice } from './program'

/** What there is to hear. */
export interface Material {
  readonly session: SessionId
  /** Which mono recording the voice 'recording' is. */
  readonly channel: ChannelChoice
  /** Whose components all other voices are made of. */
  readonly decomposition: DecompositionId | null
  /** Hz */
  readonly sampleRate: number
  readonly sampleCount: number
}

export interface ChunkStore {
  readonly material: Material
  /** Samples of a cell. */
  readonly cellLength: number
  /** Cells of the recording. */
  readonly cellCount: number
  /** The samples of one cell of a voice, if they are here. */
  cell(voice: string, cell: number): Float32Array<ArrayBuffer> | undefined
  has(voice: string, cell: number): boolean
  /** Neither here nor on the way. */
  isMissing(voice: string, cell: number): boolean
  /** Cells that may be asked for at once for so many voices. */
  mostCells(voiceCount: number): number
  /** Gets a chunk of voices of `program`. @throws ShellacError as renderAudio does */
  request(chunk: ChunkRequest, program: Program): Promise<void>
}

const keptBytes = 32 * 2 ** 20

export function createChunkStore(engine: EngineClient, material: Material, limit = keptBytes): ChunkStore {
  const cellLength = cellLengthAt(material.sampleRate)
  const cache = createCellCache(limit)
  const onTheWay = new Set<string>()

  async function request(chunk: ChunkRequest, program: Program): Promise<void> {
    const voices = program.filter(({ id }) => chunk.voices.includes(id))
    const cells = Array.from({ length: chunk.cellCount }, (_, index) => chunk.firstCell + index)
    const keys = voices.flatMap(({ id }) => cells.map((cell) => keyOf(id, cell)))
    keys.forEach((key) => onTheWay.add(key))
    try {
      const range = rangeOf(chunk, cellLength, material)
      const rendered = await renderVoices(engine, material, { voices, ...range })
      cache.makeRoom(rendered.byteLength)
      voices.forEach(({ id }, index) => {
        const offset = index * (range.end - range.start) - range.start
        for (const cell of cells) {
          const { start, end } = cellRange(cell, { cellLength, sampleCount: material.sampleCount })
          cache.put(keyOf(id, cell), rendered.slice(offset + start, offset + end))
        }
      })
    } finally {
      keys.forEach((key) => onTheWay.delete(key))
    }
  }

  return {
    material,
    cellLength,
    cellCount: Math.ceil(material.sampleCount / cellLength),
    cell: (voice, cell) => cache.get(keyOf(voice, cell)),
    has: (voice, cell) => cache.has(keyOf(voice, cell)),
    isMissing: (voice, cell) => !cache.has(keyOf(voice, cell)) && !onTheWay.has(keyOf(voice, cell)),
    mostCells: (voices) => Math.max(1, Math.floor(mostRenderedSamples / (Math.max(1, voices) * cellLength))),
    request,
  }
}

function keyOf(voice: string, cell: number): string {
  return `${cell} ${voice}`
}

function rangeOf(
  { firstCell, cellCount }: ChunkRequest,
  cellLength: number,
  { sampleCount }: Material,
): { start: number; end: number } {
  const { start } = cellRange(firstCell, { cellLength, sampleCount })
  const { end } = cellRange(firstCell + cellCount - 1, { cellLength, sampleCount })
  return { start, end }
}

interface VoiceRange {
  readonly voices: readonly Voice[]
  readonly start: number
  readonly end: number
}

/** The signals of the voices, one after the other. */
async function renderVoices(
  engine: EngineClient,
  material: Material,
  range: VoiceRange,
): Promise<Float32Array<ArrayBuffer>> {
  const { start, end } = range
  const request = { session: material.session, of: contentOf(range.voices, material), start, end }
  const once = async (): Promise<Uint8Array> => {
    const { audio } = await engine.call('renderAudio', request)
    return engine.artifact(audio)
  }
  const bytes = await once().catch((error: unknown) => {
    // Where much is rendered at once an artifact can be dropped before it was fetched.
    if (error instanceof ShellacError && error.code === 'unknown-artifact') return once()
    throw error
  })
  const expected = 4 * range.voices.length * (end - start)
  if (bytes.byteLength !== expected) {
    const message = `The engine rendered ${bytes.byteLength} bytes where ${expected} were asked for.`
    throw new ShellacError('internal', message)
  }
  return new Float32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, expected / 4)
}

function contentOf(
  voices: readonly Voice[],
  { channel, decomposition }: Material,
): EngineRequest<'renderAudio'>['of'] {
  if (voices.every(({ weights }) => weights === 'recording')) return { channel }
  if (decomposition === null) throw new ShellacError('internal', 'There are no components to listen to yet.')
  const outputs = voices.map(({ weights }) => {
    if (weights !== 'recording') return weights
    throw new ShellacError('internal', 'The recording cannot be mixed with its components.')
  })
  return { decomposition, outputs, shaping: voices[0].shaping }
}
