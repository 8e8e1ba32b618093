/** Which lanes the keys choose. `order` is that of the lanes, top first. */

interface Selected {
  readonly order: readonly number[]
  readonly selection: readonly number[]
  /** Where the selection begins; null: nowhere. */
  readonly anchor: number | null
}

/** The component to which Shift and an arrow extend the selection from its anchor. Undefined where there are no lanes. */
export function extendedTo({ order, selection, anchor }: Selected, by: 1 | -1): number | undefined {
  if (anchor === null) return order[0]
  const start = order.indexOf(anchor)
  const places = selection.map((component) => order.indexOf(component))
  const lowest = Math.min(start, ...places)
  const highest = Math.max(start, ...places)
  const end = highest > start ? highest : lowest
  return order[clampPlace(end + by, order)]
}

/** The lane before or after one; the first of all where there is none yet. */
export function neighbourOf(
  order: readonly number[],
  component: number | null,
  by: 1 | -1,
): number | undefined {
  if (component === null) return order[0]
  return order[clampPlace(order.indexOf(component) + by, order)]
}

function clampPlace(place: number, order: readonly number[]): number {
  return Math.max(0, Math.min(order.length - 1, place))
}
