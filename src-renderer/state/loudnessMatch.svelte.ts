import type { EngineClient } from '@core/contract/engine'
import type { Project } from '@core/project/project'
import type { MaskShaping } from '@core/separation/shaping/maskShaping'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import type { Material } from '../audio/chunkStore'
import { channelWeights, matchingGains, measureLoudness, type MeasuredPair } from '../audio/matching'
import { programOf } from '../audio/program'

/** What is compared. */
export interface Compared {
  readonly material: Material | null
  readonly project: Project | null
  readonly muted: ReadonlySet<number>
}

/** Both channels as weights of the components, and how their masks are shaped. */
interface MeasuredMix {
  readonly weights: [number[], number[]]
  readonly shaping?: MaskShaping | undefined
}

/** Milliseconds that a mix must be left alone before it is measured. */
const rest = 1000
const mostKept = 50

/** Original and remaster at the same loudness: measures both after each change of the mix, in the background. */
export class LoudnessMatch {
  isOn = $state(true)
  #pair = $state.raw<MeasuredPair | null>(null)
  readonly #engine: EngineClient
  readonly #measured = new Map<string, number>()

  constructor(engine: EngineClient) {
    this.#engine = engine
  }

  /** LUFS; null until measured. */
  get pair(): MeasuredPair | null {
    return this.#pair
  }

  /** dB, 0 or less, for either side. */
  get gains(): { readonly original: number; readonly mix: number } {
    return this.isOn && this.#pair ? matchingGains(this.#pair) : { original: 0, mix: 0 }
  }

  /** To be called where effects may be made. */
  follow(compared: () => Compared): void {
    // As text, so that what only looks different is not measured again.
    const wanted = $derived.by(() => {
      const { material, project, muted } = compared()
      if (!this.isOn || !material?.decomposition || !project) return null
      const program = programOf(project, { kind: 'mix' }, muted)
      const weights = channelWeights(program, project.components.length)
      const mix: MeasuredMix = { weights, shaping: shapingOf(project) }
      return JSON.stringify({ material, mix })
    })
    const decomposition = $derived(compared().material?.decomposition ?? null)
    $effect(() => {
      void decomposition
      return () => (this.#pair = null)
    })
    $effect(() => {
      if (wanted === null) return
      const { material, mix } = JSON.parse(wanted) as { material: Material; mix: MeasuredMix }
      const ended = new AbortController()
      const timer = setTimeout(() => void this.#measure(material, mix, ended.signal), rest)
      return () => {
        clearTimeout(timer)
        ended.abort()
      }
    })
  }

  /** What cannot be measured is not matched: the engine tells of its failures by itself. */
  async #measure(material: Material, wanted: MeasuredMix, signal: AbortSignal): Promise<void> {
    try {
      const original = await this.#loudness(material, { weights: 'recording' }, signal)
      const mix = await this.#loudness(material, wanted, signal)
      if (!signal.aborted) this.#pair = { original, mix }
    } catch {
      if (!signal.aborted) this.#pair = null
    }
  }

  async #loudness(
    material: Material,
    content: MeasuredMix | { readonly weights: 'recording' },
    signal: AbortSignal,
  ): Promise<number> {
    const { session, channel, decomposition } = material
    const of = content.weights === 'recording' ? channel : decomposition
    const key = JSON.stringify([session, of, content])
    const known = this.#measured.get(key)
    if (known !== undefined) return known
    const loudness = await measureLoudness(this.#engine, material, { ...content, signal })
    if (this.#measured.size >= mostKept) this.#measured.clear()
    this.#measured.set(key, loudness)
    return loudness
  }
}
