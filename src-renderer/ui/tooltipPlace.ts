/** Where a tooltip stands: under its anchor, or over it where there is no room, always within the window. All in CSS pixels. */

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Kept free towards the edges of the window. */
const margin = 4

export function tooltipPlace(anchor: Box, tip: Size, view: Size): { left: number; top: number } {
  const under = anchor.top + anchor.height
  const over = anchor.top - tip.height
  const fitsUnder = under + tip.height + margin <= view.height
  const top = fitsUnder || over < margin ? under : over
  const centred = anchor.left + (anchor.width - tip.width) / 2
  return {
    left: Math.round(clamp(centred, margin, view.width - tip.width - margin)),
    top: Math.round(clamp(top, margin, view.height - tip.height - margin)),
  }
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.max(minimum, Math.min(maximum, value))
}
