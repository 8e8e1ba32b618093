import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ShellacError } from '@core/contract/errors'
import {
  createFakeEngine,
  FakeContext,
  fakeMaterial,
  fakeRate,
  type FakeEngine,
} from './fakeAudio.testSupport'
import { Player, type PlayerState } from './player'
import type { Voice } from './program'

const voice = (id: string, left = 1, right = 1): Voice => ({ id, weights: [1, 0], left, right })

let context: FakeContext
let engine: FakeEngine
let player: Player
let states: PlayerState[]

beforeEach(() => {
  vi.useFakeTimers()
  engine = createFakeEngine()
  states = []
  player = new Player({
    engine,
    onState: (state) => states.push(state),
    createContext: (rate) => {
      context = new FakeContext(rate)
      return context as unknown as AudioContext
    },
  })
  player.load(fakeMaterial)
  player.setProgram([voice('a')])
})

afterEach(() => {
  player.close()
  vi.useRealTimers()
})

/** Lets so much time pass for timers and for the clock of the audio. */
async function pass(seconds: number): Promise<void> {
  for (let milliseconds = 0; milliseconds < 1000 * seconds; milliseconds += 10) {
    await vi.advanceTimersByTimeAsync(10)
    context.currentTime += 0.01
  }
}

async function start(): Promise<void> {
  player.play()
  await pass(0.1)
}

const nowFrame = (): number => Math.round(context.currentTime * fakeRate)
/** Of the oldest source still sounding and of all younger ones. */
const heardNow = (): number[] => context.heardAt(nowFrame())

describe('a start', () => {
  it('that the clock has overtaken is given up unheard and made again', async () => {
    const make = Object.getOwnPropertyDescriptor(FakeContext.prototype, 'createBufferSource')?.value as (
      this: FakeContext,
    ) => object
    const slow = vi.spyOn(FakeContext.prototype, 'createBufferSource').mockImplementation(function (
      this: FakeContext,
    ) {
      // So long does everything take the first few times.
      if (this.sounded.length < 12) this.currentTime += 0.1
      return make.call(this)
    })
    player.play()
    await pass(2)
    slow.mockRestore()
    const heard = context.sounded.filter(({ frame, stopped }) => stopped > frame)
    expect(heard.length).toBeLessThan(context.sounded.length)
    expect(heard[0].samples[0]).toBe(1)
    const first = heard[0].frame
    for (let frame = first; frame < nowFrame(); frame++) {
      expect(context.heardAt(frame)).toEqual([frame - first + 1])
    }
  })
})

describe('a run that fades in', () => {
  it('is silent before its fade begins, be its times rounded up or down', async () => {
    const closed = (): number => context.gains.filter(({ value }) => value === 0).length
    await start()
    const before = closed()
    player.setProgram([voice('b')])
    await pass(0.5)
    expect(closed()).toBe(before + 1)
  })
})

describe('sound that runs out', () => {
  it('fades at its end, which moves on with what comes', async () => {
    await start()
    const [first] = context.sounded
    await pass(3)
    engine.isStuck = true
    await pass(6)
    const last = context.sounded[context.sounded.length - 1]
    const end = last.frame + last.samples.length
    expect(end).toBeLessThan(nowFrame())
    const fades = context.ramps
      .filter(({ value }) => value === 0)
      .map(({ time }) => Math.round(time * fakeRate))
    expect(Math.min(...fades)).toBe(end)
    expect(end - first.frame).toBeGreaterThan(3000)
  })
})

describe('other voices while it plays', () => {
  it('are heard within 0.3 s of an engine that answers in 0.15 s, wherever they come and whatever was asked before', async () => {
    const answer = engine.call.bind(engine)
    vi.spyOn(engine, 'call').mockImplementation(async (...given) => {
      await new Promise((passed) => setTimeout(passed, 150))
      return answer(...given)
    })
    player.play()
    await pass(4)
    for (let change = 0; change < 12; change++) {
      const [before, asked] = [context.sounded.length, nowFrame()]
      player.setProgram([voice(`regrouped ${change}`)])
      // No whole number of cells: they come at another place of one each time.
      await pass(0.77)
      const begun = context.sounded.slice(before).map(({ frame }) => frame)
      expect(Math.min(...begun) - asked).toBeLessThanOrEqual(0.3 * fakeRate)
    }
  })
})

describe('playing', () => {
  it('gives every sample once and in order, chunk after chunk', async () => {
    await start()
    await pass(9)
    const first = context.sounded[0].frame
    for (let frame = first; frame < nowFrame(); frame++) {
      expect(context.heardAt(frame)).toEqual([frame - first + 1])
    }
    expect(player.position).toBeCloseTo((nowFrame() - first) / fakeRate, 6)
  })

  it('asks for a short chunk first, and never far ahead', async () => {
    await start()
    const [first] = engine.calls
    expect([first.start, first.end]).toEqual([0, 750])
    await pass(5)
    const furthest = Math.max(...engine.calls.map(({ end }) => end))
    expect(furthest).toBeLessThanOrEqual(1000 * (player.position + 3 + 1))
  })

  it('asks for no sample of a voice twice', async () => {
    await start()
    await pass(6)
    const asked = engine.calls.flatMap(({ start, end }) =>
      Array.from({ length: end - start }, (_, i) => start + i),
    )
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('ends with the recording, and begins anew after that', async () => {
    player.seek(19.5)
    await start()
    await pass(1)
    expect(player.position).toBe(20)
    expect(states.at(-1)?.activity).toBe('paused')
    await start()
    expect(player.position).toBeLessThan(0.2)
  })

  it('stops at once when paused, and goes on at the sample where it was', async () => {
    await start()
    await pass(1)
    player.pause()
    const place = player.position
    await pass(1)
    expect(heardNow()).toEqual([])
    expect(player.position).toBe(place)
    await start()
    expect(context.sounded.some(({ samples }) => samples[0] === Math.round(place * fakeRate) + 1)).toBe(true)
  })
})

describe('changes while playing', () => {
  it('of gains alone leave the voices as they are', async () => {
    await start()
    const before = engine.calls.length
    player.setProgram([voice('a', 0.5, 0.25)])
    expect(context.gainChanges).toEqual([0.5, 0.25])
    await pass(0.2)
    expect(heardNow()).toHaveLength(1)
    expect(engine.calls.length - before).toBeLessThanOrEqual(1)
  })

  it('of voices go on at the same sample, and the old ones end', async () => {
    await start()
    await pass(1)
    const expected = (): number => Math.round(player.position * fakeRate) + 1
    player.setProgram([voice('b'), voice('c')])
    await pass(0.3)
    expect(heardNow()).toEqual([expected(), expected()])
    await pass(2)
    expect(heardNow()).toEqual([expected(), expected()])
  })

  it('keep the old voices sounding until the new ones are rendered', async () => {
    await start()
    await pass(1)
    engine.isStuck = true
    player.setProgram([voice('b')])
    await pass(1)
    expect(heardNow()).toHaveLength(1)
    expect(states.at(-1)?.activity).toBe('playing')
  })

  it('of place are heard from the very sample that was asked for', async () => {
    await start()
    player.seek(12.345)
    expect(player.position).toBe(12.345)
    await pass(0.1)
    expect(context.sounded.some(({ samples }) => samples[0] === 12_346)).toBe(true)
    expect(heardNow()).toHaveLength(1)
  })

  it('a loop repeats its region on the sample', async () => {
    player.setLoop({ start: 1, end: 1.3 })
    player.seek(0.9)
    await start()
    await pass(1.5)
    const first = context.sounded[0].frame
    const heard = Array.from({ length: 1000 }, (_, frame) => context.heardAt(first + frame)[0])
    expect(heard.slice(399, 401)).toEqual([1300, 1001])
    expect(heard.slice(699, 701)).toEqual([1300, 1001])
  })
})

describe('an engine', () => {
  it('that is slow makes the player wait, and no sample is lost', async () => {
    await start()
    engine.isStuck = true
    await pass(5)
    expect(states.at(-1)?.activity).toBe('waiting')
    const place = player.position
    await pass(1)
    expect(player.position).toBe(place)
    const last = Math.max(...context.sounded.map(({ samples }) => samples[samples.length - 1]))
    expect(Math.round(place * fakeRate)).toBe(last)
  })

  it('that fails ends the playing and says why, until it is tried again', async () => {
    engine.failure = new ShellacError('engine-crashed', 'The engine ended.')
    await start()
    expect(states.at(-1)).toMatchObject({ activity: 'paused', error: { code: 'engine-crashed' } })
    engine.failure = null
    await start()
    expect(states.at(-1)).toMatchObject({ activity: 'playing', error: null })
  })
})

describe('the sound', () => {
  it('that the system has put to sleep is woken while it is wanted, and only then', async () => {
    await start()
    context.state = 'suspended'
    context.dispatchEvent(new Event('statechange'))
    expect(context.resumed).toBeGreaterThan(0)
    expect(states.at(-1)?.isSuspended).toBe(true)
    player.pause()
    const { resumed } = context
    context.dispatchEvent(new Event('statechange'))
    expect(context.resumed).toBe(resumed)
  })

  it('is opened at the rate of the recording, anew for another rate', async () => {
    await start()
    const first = context
    player.load({ ...fakeMaterial, session: 'other' as never, sampleRate: 2000 })
    expect(first.state).toBe('closed')
    await start()
    expect(context.sampleRate).toBe(2000)
  })

  it('goes on at its place when the same recording gets another channel or decomposition', async () => {
    await start()
    await pass(1)
    player.load({ ...fakeMaterial, decomposition: 'second' as never })
    await pass(0.3)
    expect(heardNow()).toEqual([Math.round(player.position * fakeRate) + 1])
    player.load({ ...fakeMaterial, session: 'other' as never })
    expect(player.position).toBe(0)
    expect(states.at(-1)?.activity).toBe('paused')
  })
})
