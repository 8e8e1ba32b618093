/** An audio context without sound that remembers what would have sounded, and an engine whose samples are their own numbers. */
import type { EngineClient } from '@core/contract/engine'
import type { ArtifactId } from '@core/contract/ids'
import type { Material } from './chunkStore'

export const fakeRate = 1000

export const fakeMaterial: Material = {
  session: 'session' as Material['session'],
  channel: 'auto',
  decomposition: 'decomposition' as Exclude<Material['decomposition'], null>,
  sampleRate: fakeRate,
  sampleCount: 20_000,
}

export interface Sounded {
  /** Frame of the context. */
  readonly frame: number
  readonly samples: Float32Array
  /** Frame at which it was cut off; Infinity: not at all. */
  stopped: number
}

interface FakeNode {
  connect: () => void
  disconnect: () => void
}

const plainNode = (): FakeNode => ({ connect: () => undefined, disconnect: () => undefined })

interface Ramp {
  readonly value: number
  /** Its end, seconds. */
  readonly time: number
}

function fakeParam(changes: number[], ramps: Ramp[]) {
  const own = new Set<Ramp>()
  return {
    value: 1,
    setValueAtTime: () => undefined,
    linearRampToValueAtTime: (value: number, time: number) => {
      const ramp = { value, time }
      own.add(ramp)
      ramps.push(ramp)
    },
    cancelScheduledValues: (from: number) => {
      for (const ramp of [...own].filter(({ time }) => time >= from)) {
        ramps.splice(ramps.indexOf(ramp), 1)
        own.delete(ramp)
      }
    },
    setTargetAtTime: (value: number) => changes.push(value),
  }
}

/** Enough of an AudioContext for the player. Its clock is moved by hand. */
export class FakeContext extends EventTarget {
  currentTime = 0
  state: AudioContextState = 'running'
  readonly sampleRate: number
  readonly baseLatency = 0
  readonly outputLatency = 0
  readonly sounded: Sounded[] = []
  /** Targets of all smooth gain changes, in order. */
  readonly gainChanges: number[] = []
  /** The parameters of all gains, in order. */
  readonly gains: { readonly value: number }[] = []
  /** Linear ramps that were not taken back. */
  readonly ramps: Ramp[] = []
  readonly destination = plainNode()
  resumed = 0

  constructor(sampleRate: number) {
    super()
    this.sampleRate = sampleRate
  }

  createGain(): object {
    const gain = fakeParam(this.gainChanges, this.ramps)
    this.gains.push(gain)
    return { ...plainNode(), gain }
  }

  createAnalyser(): object {
    return plainNode()
  }

  createChannelMerger(): object {
    return plainNode()
  }

  createBuffer(_channels: number, length: number): object {
    const samples = new Float32Array(length)
    return { samples, copyToChannel: (source: Float32Array) => samples.set(source) }
  }

  createBufferSource(): object {
    let sound: Sounded | undefined
    const source = {
      ...plainNode(),
      buffer: { samples: new Float32Array(0) },
      start: (time: number) => {
        const frame = Math.round(time * this.sampleRate)
        sound = { frame, samples: source.buffer.samples, stopped: Infinity }
        this.sounded.push(sound)
      },
      stop: (time: number) => {
        if (sound) sound.stopped = Math.min(sound.stopped, Math.round(time * this.sampleRate))
      },
    }
    return source
  }

  resume(): Promise<void> {
    this.resumed += 1
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.state = 'closed'
    return Promise.resolve()
  }

  /** What sounds at a frame: the sample of each source that plays then. */
  heardAt(frame: number): number[] {
    return this.sounded
      .filter((it) => frame >= it.frame && frame < Math.min(it.stopped, it.frame + it.samples.length))
      .map((it) => it.samples[frame - it.frame])
  }
}

export interface FakeEngine extends EngineClient {
  readonly calls: { readonly start: number; readonly end: number; readonly outputs: number }[]
  /** While true nothing is answered. */
  isStuck: boolean
  failure: Error | null
}

/** Sample n of every output is n + 1, so that silence is none of them. */
export function createFakeEngine(): FakeEngine {
  const artifacts = new Map<string, Uint8Array>()
  const calls: FakeEngine['calls'] = []
  const engine = {
    calls,
    isStuck: false,
    failure: null as Error | null,
    call: async (
      _method: string,
      request: { start: number; end: number; of: { outputs?: readonly unknown[] } },
    ) => {
      const { start, end, of } = request
      const outputs = of.outputs?.length ?? 1
      const id = `audio-${calls.push({ start, end, outputs })}`
      await Promise.resolve()
      if (engine.isStuck) return new Promise(() => undefined)
      if (engine.failure) throw engine.failure
      const one = Array.from({ length: end - start }, (_, index) => start + index + 1)
      artifacts.set(id, new Uint8Array(Float32Array.from(Array(outputs).fill(one).flat() as number[]).buffer))
      return { audio: id }
    },
    wish: () => undefined,
    artifact: (id: ArtifactId) => Promise.resolve(artifacts.get(id) ?? new Uint8Array(0)),
  }
  return engine as unknown as FakeEngine
}
