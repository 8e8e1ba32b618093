import type { Decomposed } from '@core/contract/engine'
import type { DecompositionId, SessionId } from '@core/contract/ids'
import { ComparisonRun, type ComparisonParts } from './comparison.svelte'

interface SmoothnessResult {
  readonly session: SessionId
  /** Whose spectra all variants have. */
  readonly base: DecompositionId
  /** In the order of their smoothness. */
  readonly variants: readonly Decomposed[]
}

/** lambda, as in the figure of Fevotte 2011 */
const usualSmoothnesses: readonly number[] = [0, 1, 10, 100]

/** The same spectra with activations of several smoothnesses. */
export class SmoothnessComparison {
  smoothnesses = $state.raw(usualSmoothnesses)
  readonly run: ComparisonRun<SmoothnessResult>
  readonly #parts: ComparisonParts

  constructor(parts: ComparisonParts) {
    this.#parts = parts
    this.run = new ComparisonRun(parts, {
      kind: 'compare-smoothness',
      dialog: 'smoothness',
      title: 'The comparison of smoothness',
    })
  }

  /** Variants of what is open: of the spectra that the present decomposition has. Null when there are none. */
  get variants(): readonly Decomposed[] | null {
    const { result } = this.run
    const { session, document } = this.#parts.work
    const present = document.current?.decomposed?.decomposition
    if (!result || !present || result.session !== session?.id) return null
    const family = [result.base, ...result.variants.map(({ decomposition }) => decomposition)]
    return family.includes(present) ? result.variants : null
  }

  async start(): Promise<void> {
    const { work } = this.#parts
    const { session } = work
    const base = work.document.current?.decomposed?.decomposition
    if (!session || !base) return
    const smoothnesses = this.smoothnesses
    await this.run.run(async () => {
      const { variants } = await work.jobs.run('compare-smoothness', 'compareSmoothness', {
        session: session.id,
        decomposition: base,
        smoothnesses,
      })
      await Promise.all(variants.map((variant) => work.factors.load(variant)))
      return { session: session.id, base, variants }
    })
  }
}

/** lambda of a variant */
export function smoothnessOf({ project }: Decomposed): number {
  return project.analysis.smoothness
}
