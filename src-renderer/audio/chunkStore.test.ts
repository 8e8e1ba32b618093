import { describe, expect, it } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import { createChunkStore } from './chunkStore'
import { createFakeEngine, fakeMaterial } from './fakeAudio.testSupport'
import type { Program } from './program'

const program: Program = ['a', 'b'].map((id) => ({ id, weights: [1, 0], left: 1, right: 1 }))
const chunk = (firstCell: number, cellCount: number, voices = ['a', 'b']): Parameters<typeof request>[1] => ({
  firstCell,
  cellCount,
  voices,
})

async function request(
  store: ReturnType<typeof createChunkStore>,
  wanted: { firstCell: number; cellCount: number; voices: string[] },
): Promise<void> {
  await store.request(wanted, program)
}

describe('a chunk store', () => {
  it('renders all voices of a chunk in one call and keeps their cells apart', async () => {
    const engine = createFakeEngine()
    const store = createChunkStore(engine, { ...fakeMaterial, sampleCount: 900 })
    await request(store, chunk(2, 2))
    expect(engine.calls).toEqual([{ start: 500, end: 900, outputs: 2 }])
    expect(store.cell('a', 2)?.[0]).toBe(501)
    expect(store.cell('b', 3)).toEqual(Float32Array.from({ length: 150 }, (_, index) => 751 + index))
    expect(store.cell('a', 4)).toBeUndefined()
  })

  it('knows what is on its way, and forgets it when it fails', async () => {
    const engine = createFakeEngine()
    engine.failure = new ShellacError('unknown-session', 'It was closed.')
    const store = createChunkStore(engine, fakeMaterial)
    const under = request(store, chunk(0, 1))
    expect(store.isMissing('a', 0)).toBe(false)
    await expect(under).rejects.toMatchObject({ code: 'unknown-session' })
    expect(store.isMissing('a', 0)).toBe(true)
  })

  it('drops what was used longest ago when there is too much', async () => {
    const cellBytes = 4 * 250
    const store = createChunkStore(createFakeEngine(), fakeMaterial, 3 * cellBytes)
    for (const cell of [0, 1, 2]) await request(store, chunk(cell, 1, ['a']))
    store.cell('a', 0)
    await request(store, chunk(3, 1, ['a']))
    expect([0, 1, 2, 3].map((cell) => store.has('a', cell))).toEqual([true, false, true, true])
  })

  it('asks once more for sound that was dropped before it was fetched', async () => {
    const engine = createFakeEngine()
    let dropped = 0
    const forgetful = {
      ...engine,
      artifact: (...ids: Parameters<typeof engine.artifact>) =>
        dropped++ === 0
          ? Promise.reject(new ShellacError('unknown-artifact', 'It was dropped.'))
          : engine.artifact(...ids),
    }
    const store = createChunkStore(forgetful, fakeMaterial)
    await request(store, chunk(0, 1))
    expect(store.has('b', 0)).toBe(true)
    expect(engine.calls).toHaveLength(2)
  })

  it('refuses an answer of another length, and components where there are none', async () => {
    const engine = createFakeEngine()
    const wrong = { ...engine, artifact: () => Promise.resolve(new Uint8Array(8)) }
    await expect(request(createChunkStore(wrong, fakeMaterial), chunk(0, 1))).rejects.toThrow('8 bytes')
    const bare = createChunkStore(engine, { ...fakeMaterial, decomposition: null })
    await expect(request(bare, chunk(0, 1))).rejects.toThrow('no components')
  })
})
