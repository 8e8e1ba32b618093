/** Where the pieces of components that are decomposed again come to stand. All numbers count from 0. */

/** What component j of the result is: one that stayed, by its old number, or a piece. */
export type SplitSlot = { readonly kept: number } | { readonly piece: number }

/** Numbers of the pieces in the result, ascending. */
export function pieceNumbers(
  componentCount: number,
  split: { readonly components: readonly number[]; readonly into: number },
): number[] {
  return planSplit(componentCount, split).flatMap((slot, j) => ('piece' in slot ? [j] : []))
}

/**
 * Pieces take the places of the components that they replace, further ones come at the end: the numbers of all others stay. Only where
 * there are fewer pieces than components do later ones move up.
 * @param replaced ascending
 */
export function planSplit(
  componentCount: number,
  { components: replaced, into }: { readonly components: readonly number[]; readonly into: number },
): SplitSlot[] {
  const places = Array.from({ length: componentCount }, (_, k): SplitSlot[] => {
    const piece = replaced.indexOf(k)
    if (piece < 0) return [{ kept: k }]
    return piece < into ? [{ piece }] : []
  })
  const further = Array.from({ length: Math.max(0, into - replaced.length) }, (_, i) => ({
    piece: replaced.length + i,
  }))
  return [...places.flat(), ...further]
}
