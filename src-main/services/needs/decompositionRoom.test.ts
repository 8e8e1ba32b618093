import { describe, expect, it } from 'vitest'
import type { DecomposeSettings } from '../../engine/decomposition'
import { refusal } from '../files/refusal.testSupport'
import { decompositionNeeds, type RecordingSize } from './decompositionNeeds'
import { requireDecompositionRoom, type Places, type Task } from './decompositionRoom'
import { changesOf, longestThatFits, plainWords, smallerOffer, type Wished } from './offer'
import { diskNeeds, systemRoom, type Room } from './room'

const recording: RecordingSize = {
  sampleCount: 30 * 60 * 44_100,
  bytesPerSample: 4,
  channelCount: 1,
  storedBytesPerSample: 2,
}
const settings: DecomposeSettings = {
  framing: { windowLength: 1024, hop: 128 },
  learned: [],
  componentCount: 40,
  smoothness: 10,
  algorithm: 'em',
  maxIterations: 100,
  tolerance: 0,
  seed: 1,
  restarts: 8,
  threads: 2,
}
const wished: Wished = { recording, settings, declick: null }

function memoryOf(changed: Partial<DecomposeSettings>): number {
  return decompositionNeeds(recording, { ...settings, ...changed }, null).memory
}

function roomOf(memory: number, free = Infinity): Room {
  return { memory: () => memory, disk: async (path) => Promise.resolve({ disk: path.length, free }) }
}

async function refused(memory: number, changed: Partial<Task> = {}, free?: number) {
  const task = { name: 'side a.wav', wished, places: {}, ...changed }
  return refusal(requireDecompositionRoom(task, roomOf(memory, free)))
}

describe('a smaller offer', () => {
  it('changes as little as will do: starts, then overlap, then components, then the algorithm', () => {
    const changes = (available: number): string | undefined => {
      const offer = smallerOffer(wished, available)
      expect(offer && offer.memory <= available).not.toBe(false)
      return offer && changesOf(wished, offer, plainWords)
    }
    expect(changes(memoryOf({}))).toBe('')
    expect(changes(memoryOf({ restarts: 2 }))).toBe('2 starts')
    const coarse = { windowLength: 1024, hop: 512 }
    expect(changes(memoryOf({ restarts: 1, framing: coarse }))).toBe('an overlap of 50 % and 1 start')
    const fast = { algorithm: 'accelerated', restarts: 1, framing: coarse, componentCount: 10 } as const
    expect(changes(memoryOf(fast))).toContain('the algorithm accelerated')
    expect(changes(1e6)).toBeUndefined()
  })

  it('or as much of the recording as fits', () => {
    const longest = longestThatFits(wished, memoryOf({}) / 2)
    expect(longest / recording.sampleCount).toBeCloseTo(0.5, 1)
    expect(longestThatFits(wished, 1000)).toBe(0)
  })
})

describe('a decomposition that does not fit', () => {
  it('is refused with the numbers and with what would fit, in the words of whoever asks', async () => {
    const enough = memoryOf({ restarts: 1 })
    const { code, message, details } = await refused(enough)
    expect(code).toBe('not-enough-memory')
    expect(message).toContain('Decomposing side a.wav takes ')
    expect(message).toMatch(/With 1 start it would take \d+ MB\.$/)
    expect(details).toMatchObject({ availableBytes: enough, neededBytes: memoryOf({}) })
    const words = { ...plainWords, starts: (count: number) => `--restarts ${count}` }
    expect((await refused(enough, { words })).message).toContain('With --restarts 1 it would take')
  })

  it('by any change of the settings says how much of the recording would', async () => {
    const minimal: Wished = {
      ...wished,
      settings: {
        ...settings,
        framing: { windowLength: 1024, hop: 512 },
        algorithm: 'mu',
        restarts: 1,
        componentCount: 10,
      },
    }
    const { memory } = decompositionNeeds(recording, minimal.settings, null)
    const { message } = await refused(memory / 2, { wished: minimal })
    expect(message).toMatch(/the first \d\d % of it would fit/)
    expect((await refused(1000, { wished: minimal })).message).toContain('Not even a hundredth')
  })

  it('on a disk is refused before it begins', async () => {
    const { code, message } = await refused(Infinity, { places: { project: '/x/side a.shellac' } }, 1e6)
    expect(code).toBe('disk-full')
    expect(message).toMatch(/takes \d+ MB on the disk of \/x\/side a\.shellac; 1 MB are free there/)
  })

  it('and what fits goes on', async () => {
    const places: Places = { dataFolder: '/data', project: '/x/side a.shellac' }
    await requireDecompositionRoom({ name: 'side a.wav', wished, places }, roomOf(Infinity))
  })
})

it('what goes to one disk is counted together', async () => {
  const written = [
    { path: '/a', bytes: 1 },
    { path: '/b', bytes: 2 },
    { path: '/long', bytes: 4 },
  ]
  expect(await diskNeeds(written, roomOf(0, 3))).toEqual([
    { path: '/a', needed: 3, free: 3 },
    { path: '/long', needed: 4, free: 3 },
  ])
})

it('the system says what is free, also for a path that is not there yet', async () => {
  expect(systemRoom.memory()).toBeGreaterThan(0)
  const here = await systemRoom.disk(import.meta.dirname)
  expect(here.free).toBeGreaterThan(0)
  expect((await systemRoom.disk(`${import.meta.dirname}/not/there`)).disk).toBe(here.disk)
})
