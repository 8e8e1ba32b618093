/** CSS pixels from an edge at which dragging scrolls. */
const edge = 48
/** CSS pixels a frame at the very edge */
const fastest = 14

/** How far to scroll in this frame, in CSS pixels, to the left below 0, with the pointer at x between the edges of what scrolls. */
export function edgeScroll(
  x: number,
  { left, right }: { readonly left: number; readonly right: number },
): number {
  if (x < left + edge) return -fastest * Math.min(1, (left + edge - x) / edge)
  if (x > right - edge) return fastest * Math.min(1, (x - right + edge) / edge)
  return 0
}
