import type { Factors } from '../nmf/factors'
import { describeComponents, isUnused, type ComponentFacts } from './componentFacts'
import { componentsActiveIn, type FrameRange } from './findNoise'
import { noiseProbabilities, noiseSuggested } from './likelyNoise'

/** What is told to a person, who decides. Components are numbered from 0. */
export interface Suggestion {
  /** 'together': they always sound at the same time. 'pitch': an order, no guess. 'unused': no energy to speak of. */
  readonly kind: 'noise' | 'bass' | 'together' | 'pitch' | 'unused'
  /** One; of 'together' several, ascending; of 'pitch' all that are no noise, from low to high. */
  readonly components: readonly number[]
  /**
   * 0 .. 1: how often such a suggestion is right, as far as that was measured; for 'together' the correlation, for what is no
   * guess 1.
   */
  readonly confidence: number
  /** A sentence in plain words. */
  readonly reason: string
}

/** Hz; below it lies the centroid of a bass. */
const highestBass = 250
/** Measured on 5400 components of band-limited records with known instruments. */
const bassPrecision = 0.78
/** Of the rule of a stretch that holds only noise: equal to the best choice in 8 of 12 cases. */
const leadInPrecision = 0.9
/** Correlation of two rows of amplitudes from which on they sound together. */
const togetherFrom = 0.9

/**
 * What can be suggested from the factors: noise, bass, components that belong together, the order of pitch, and unused ones. Grouping
 * into instruments is not: nothing that was tried did better than chance.
 * @param noiseOnly frames that hold only noise, where the person knows some: a better rule than that of the spectra
 */
export function suggest(
  factors: Factors,
  sampleRate: number,
  noiseOnly: readonly FrameRange[] = [],
): Suggestion[] {
  const facts = describeComponents(factors, sampleRate)
  const unused = facts.flatMap((it, k) => (isUnused(it) ? [k] : []))
  const noise = noiseOnly.length > 0 ? noiseOfStretch(factors, noiseOnly) : noiseOfShape(factors, sampleRate)
  const isFree = (k: number): boolean =>
    !unused.includes(k) && !noise.some(({ components }) => components.includes(k))
  const bass = facts.flatMap(({ centroid }, k) =>
    centroid < highestBass && isFree(k) ? [bassOf(k, centroid)] : [],
  )
  return [
    ...noise.filter(({ components: [k] }) => !unused.includes(k)),
    ...bass,
    ...together(factors, isFree),
    ...byPitch(facts, isFree),
    ...unused.map((k) => ({
      kind: 'unused' as const,
      components: [k],
      confidence: 1,
      reason: `It has less than a millionth of the energy (${facts[k].energyShare.toExponential(0)}).`,
    })),
  ]
}

function noiseOfStretch(factors: Factors, noiseOnly: readonly FrameRange[]): Suggestion[] {
  return componentsActiveIn(factors, noiseOnly).map((k) => ({
    kind: 'noise',
    components: [k],
    confidence: leadInPrecision,
    reason: 'It sounds where only noise does, more than half as strongly as on the whole.',
  }))
}

function noiseOfShape(factors: Factors, sampleRate: number): Suggestion[] {
  return noiseProbabilities(factors, sampleRate).flatMap((confidence, k) =>
    confidence < noiseSuggested
      ? []
      : [
          {
            kind: 'noise',
            components: [k],
            confidence,
            reason: 'It lies high and sounds all the time, or in short bursts, as hiss and crackle do.',
          },
        ],
  )
}

function bassOf(component: number, centroid: number): Suggestion {
  return {
    kind: 'bass',
    components: [component],
    confidence: bassPrecision,
    reason: `Its spectrum is centred at ${Math.round(centroid)} Hz, below ${highestBass} Hz.`,
  }
}

/** Nothing where there is no order of two. */
function byPitch(facts: readonly ComponentFacts[], isFree: (component: number) => boolean): Suggestion[] {
  const components = facts
    .map((_, k) => k)
    .filter(isFree)
    .sort((a, b) => facts[a].centroid - facts[b].centroid || a - b)
  if (components.length < 2) return []
  const [lowest, highest] = [components[0], components[components.length - 1]].map((k) =>
    Math.round(facts[k].centroid),
  )
  const reason = `From low to high, by the centres of their spectra: ${lowest} to ${highest} Hz.`
  return [{ kind: 'pitch', components, confidence: 1, reason }]
}

/** Sets of components of which each sounds together with another one of the set. */
function together(factors: Factors, isFree: (component: number) => boolean): Suggestion[] {
  const rows = Array.from({ length: factors.componentCount }, (_, k) =>
    isFree(k) ? standardised(factors, k) : undefined,
  )
  const groups = rows.map((_, k) => k)
  const weakest = new Map<number, number>()
  for (let a = 0; a < rows.length; a++) {
    for (let b = a + 1; b < rows.length; b++) {
      const correlation = product(rows[a], rows[b])
      if (correlation < togetherFrom) continue
      const [into, from] = [groups[a], groups[b]]
      const least = Math.min(correlation, weakest.get(into) ?? 1, weakest.get(from) ?? 1)
      groups.forEach((group, k) => (groups[k] = group === from ? into : group))
      weakest.set(into, least)
    }
  }
  return [...weakest].flatMap(([group, confidence]) => {
    const components = groups.flatMap((it, k) => (it === group ? [k] : []))
    const reason = `They sound at the same moments (correlation ${confidence.toFixed(2)} or more).`
    return components.length > 1 ? [{ kind: 'together' as const, components, confidence, reason }] : []
  })
}

/** Amplitudes of a row with mean 0 and length 1; undefined where they never change. */
function standardised({ H, frameCount, componentCount }: Factors, k: number): Float64Array | undefined {
  const row = Float64Array.from({ length: frameCount }, (_, n) => Math.sqrt(H[n * componentCount + k]))
  const mean = row.reduce((sum, value) => sum + value, 0) / frameCount
  const length = Math.sqrt(row.reduce((sum, value) => sum + (value - mean) ** 2, 0))
  return length > Number.EPSILON * mean * frameCount ? row.map((value) => (value - mean) / length) : undefined
}

function product(a: Float64Array | undefined, b: Float64Array | undefined): number {
  return a && b ? a.reduce((sum, value, n) => sum + value * b[n], 0) : 0
}
