import type { MaskShaping } from './maskShaping'

/**
 * A short name of a shaping, the same for the same one: what was rendered with it is found by it. Two sums of 32 bits over its text,
 * in the manner of FNV-1a (Fowler, Noll, Vo). Empty for none.
 */
export function nameOfShaping(shaping: MaskShaping | undefined): string {
  if (!shaping) return ''
  const text = JSON.stringify(shaping)
  return sumOf(text, 0x811c9dc5) + sumOf(text, 0x9e3779b9)
}

/** 7 characters. */
function sumOf(text: string, start: number): string {
  let sum = start
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193)
  return (sum >>> 0).toString(36).padStart(7, '0')
}
