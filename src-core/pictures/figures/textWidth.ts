/** How wide a text is in the font of figures, DejaVu Sans, so that it can be cut before it runs into something. */

/** Advance widths of U+0020 to U+007E, thousandths of the font size. */
// prettier-ignore
const asciiWidths = [
  318,401,460,838,636,950,780,275,390,390,500,838,318,361,318,337,636,636,636,636,636,636,636,636,636,636,337,337,838,838,
  838,531,1000,684,686,698,770,632,575,775,752,295,295,656,557,863,748,787,603,787,695,635,611,732,684,989,685,611,685,390,
  337,390,838,500,500,613,635,550,635,615,352,635,634,278,278,579,278,974,634,612,635,635,411,521,392,634,592,818,592,592,
  525,636,337,636,838,
]
const firstAscii = 0x20
/** Wider than almost all other letters of the font, and as wide as the signs of other fonts that take its place. */
const otherWidth = 850
const widestWidth = 1000
const firstWide = 0x1100
const ellipsis = '…'

/** px; for letters beyond ASCII a little more than it is. */
export function textWidth(text: string, size: number): number {
  let thousandths = 0
  for (const character of text) thousandths += widthOf(character.codePointAt(0) ?? 0)
  return (thousandths * size) / 1000
}

function widthOf(code: number): number {
  return asciiWidths[code - firstAscii] ?? (code >= firstWide ? widestWidth : otherWidth)
}

/** The text, or as much of its beginning as leaves room for an ellipsis. */
export function cutText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text
  let kept = ''
  for (const character of text) {
    if (textWidth(kept + character + ellipsis, size) > width) break
    kept += character
  }
  return `${kept.trimEnd()}${ellipsis}`
}

/** Parts put one after the other, with ' · ' between them, on as many lines as they need. */
export function flowParts(parts: readonly string[], size: number, width: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    const longer = last === undefined ? part : `${last} · ${part}`
    if (last === undefined || textWidth(longer, size) > width) lines.push(cutText(part, size, width))
    else lines[lines.length - 1] = longer
  }
  return lines
}
