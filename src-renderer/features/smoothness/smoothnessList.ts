/** The smoothnesses that are compared, as a person types them. */
import { decomposeRanges } from '@core/contract/decomposeRanges'

const mostCompared = 8
const { minimum, maximum } = decomposeRanges.smoothness

/** '0, 1, 10, 100' */
export function writeSmoothnesses(values: readonly number[]): string {
  return values.join(', ')
}

/** Ascending, each once; or why it is not understood, as a sentence. Commas, semicolons or spaces stand between the numbers. */
export function readSmoothnesses(
  text: string,
): { readonly values: readonly number[] } | { readonly refusal: string } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  if (words.length === 0) return { refusal: 'At least one number is needed, such as 0, 1, 10, 100.' }
  const wrong = words.find((word) => !/^\d+(\.\d+)?(e\d+)?$/i.test(word))
  if (wrong !== undefined) return { refusal: `“${wrong}” is no number of 0 or more.` }
  const values = [...new Set(words.map(Number))].toSorted((a, b) => a - b)
  const outside = values.find((value) => value < minimum || value > maximum)
  if (outside !== undefined) return { refusal: `λ goes from ${minimum} to ${maximum}; ${outside} is beyond.` }
  if (values.length > mostCompared)
    return { refusal: `At most ${mostCompared} are compared; these are ${values.length}.` }
  return { values }
}
