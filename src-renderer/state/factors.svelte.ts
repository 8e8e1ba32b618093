import type { Decomposed, EngineClient } from '@core/contract/engine'
import type { ArtifactId, DecompositionId } from '@core/contract/ids'

/** W and H as the engine gives them: W as K rows of F bins, H as N rows of K gains. Powers, not amplitudes. */
export interface PictureFactors {
  readonly W: Float32Array
  readonly H: Float32Array
  /** F */
  readonly binCount: number
  /** N */
  readonly frameCount: number
  /** K */
  readonly componentCount: number
}

/** The factors of the decompositions that can be gone back to, kept to be drawn, and to be given back to an engine that lost them. */
export class FactorStore {
  #loaded = $state.raw<ReadonlyMap<DecompositionId, PictureFactors>>(new Map())
  readonly #engine: EngineClient

  constructor(engine: EngineClient) {
    this.#engine = engine
  }

  /** Undefined until they are loaded. */
  of(decomposition: DecompositionId): PictureFactors | undefined {
    return this.#loaded.get(decomposition)
  }

  async load({ decomposition, dictionary, activations, project }: Decomposed): Promise<void> {
    if (this.#loaded.has(decomposition)) return
    const [W, H] = await Promise.all([this.#floats(dictionary), this.#floats(activations)])
    const { binCount, frameCount } = project.decomposition
    const factors = { W, H, binCount, frameCount, componentCount: project.components.length }
    this.#loaded = new Map(this.#loaded).set(decomposition, factors)
  }

  /** The same factors under the name that a new engine gave them. */
  rename(from: DecompositionId, to: DecompositionId): void {
    const factors = this.#loaded.get(from)
    if (factors) this.#loaded = new Map(this.#loaded).set(to, factors)
  }

  clear(): void {
    this.#loaded = new Map()
  }

  async #floats(id: ArtifactId): Promise<Float32Array> {
    const bytes = await this.#engine.artifact(id)
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT)
  }
}
