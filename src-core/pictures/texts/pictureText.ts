/** A picture in words: what who sees it reads off it, and the figures behind that. */
export interface PictureText<Figures> {
  /** Plain sentences, the most important one first. */
  readonly sentences: readonly string[]
  /** JSON-safe. */
  readonly figures: Figures
}

/** Most things that are told one by one; the figures have all of them. */
const mostTold = 12

/** A sentence for each, and one more that says how many are left out. */
export function tellEach<Item>(
  items: readonly Item[],
  { tell, noun }: { readonly tell: (item: Item) => string; readonly noun: string },
): string[] {
  const left = items.length - mostTold
  const told = items.slice(0, mostTold).map(tell)
  return left > 0 ? [...told, `There ${left === 1 ? 'is' : 'are'} ${left} more ${noun}.`] : told
}

/** '12 %', '3.4 %', '0.02 %' */
export function formatShare(share: number): string {
  const percent = 100 * share
  if (percent >= 9.95 || percent === 0) return `${Math.round(percent)} %`
  return percent < 0.01 ? 'less than 0.01 %' : `${Number(percent.toPrecision(2))} %`
}

/** 'A4, E5 and C♯6' */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? 'nothing'
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}
