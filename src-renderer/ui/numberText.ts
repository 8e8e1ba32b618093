/** What may be typed into a field for a number. */
import { parseFigures } from './faderMath'

export interface NumberRule {
  /** Named in the sentence that refuses, such as 'Components' */
  readonly label: string
  readonly minimum: number
  readonly maximum: number
  /** A whole step of a whole minimum allows whole numbers only. */
  readonly step?: number | undefined
  readonly unit?: string | undefined
}

export type NumberReading = { readonly value: number } | { readonly refusal: string }

/** The number, or a sentence that says why it is refused. */
export function readNumber(text: string, rule: NumberRule): NumberReading {
  const { label, minimum, maximum, unit } = rule
  const value = parseFigures(text)
  const limits = `from ${formatNumber(minimum)} to ${formatNumber(maximum)}${unit ? ` ${unit}` : ''}`
  if (value === null) {
    return {
      refusal: text.trim() === '' ? `${label} needs a number ${limits}.` : `“${text}” is not a number.`,
    }
  }
  if (value < minimum || value > maximum) return { refusal: `${label} must be ${limits}.` }
  if (takesWholeOnly(rule) && !Number.isInteger(value)) return { refusal: `${label} must be a whole number.` }
  return { value }
}

/** The value a step up (1) or down (-1), within the rule. */
export function stepNumber(value: number, direction: 1 | -1, rule: NumberRule): number {
  const next = Number((value + direction * (rule.step ?? 1)).toPrecision(12))
  return Math.min(rule.maximum, Math.max(rule.minimum, next))
}

/** As few digits as the number needs, at most six decimals, with a real minus sign. */
export function formatNumber(value: number): string {
  return String(Number(value.toFixed(6)))
    .replace('-', '−')
    .replace('Infinity', '∞')
}

function takesWholeOnly({ step, minimum }: NumberRule): boolean {
  return step !== undefined && Number.isInteger(step) && Number.isInteger(minimum)
}
