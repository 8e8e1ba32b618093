/** What a person painted on the spectrogram: this belongs to one group of components, and not to another. */

/** A group of components: a source, by its id, the noise, or what is ungrouped. */
export type StrokeGroup =
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'noise' }
  | { readonly kind: 'ungrouped' }

export interface Stroke {
  /** Where what is painted belongs. */
  readonly to: StrokeGroup
  /** Where it does not; null: in no other group. */
  readonly from: StrokeGroup | null
  /** Percent of it that is moved, 0..100. */
  readonly strength: number
  readonly shape: StrokeShape
}

export type StrokeShape = BrushPath | BrushBox

/** A round brush on a logarithmic frequency axis, drawn from point to point; it fades out towards its rim. */
export interface BrushPath {
  readonly kind: 'path'
  readonly points: readonly BrushPoint[]
  /** Of the brush, in time and in frequency. */
  readonly seconds: number
  readonly octaves: number
}

export interface BrushPoint {
  readonly seconds: number
  readonly hertz: number
}

/** All between two moments, in seconds, and two frequencies, in Hz. */
export interface BrushBox {
  readonly kind: 'box'
  readonly start: number
  readonly end: number
  readonly low: number
  readonly high: number
}

export function isSameGroup(one: StrokeGroup, other: StrokeGroup): boolean {
  if (one.kind === 'source' && other.kind === 'source') return one.id === other.id
  return one.kind === other.kind
}

/** As people read it. */
export function strokeGroupName(
  { sources }: { readonly sources: readonly { readonly id: string; readonly name: string }[] },
  group: StrokeGroup,
): string {
  if (group.kind === 'noise') return 'Noise'
  if (group.kind === 'ungrouped') return 'Ungrouped'
  return sources.find(({ id }) => id === group.id)?.name ?? group.id
}

/** Whether a stroke speaks of that source. */
export function concernsSource({ to, from }: Stroke, id: string): boolean {
  const source: StrokeGroup = { kind: 'source', id }
  return isSameGroup(to, source) || (from !== null && isSameGroup(from, source))
}
