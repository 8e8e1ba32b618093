/** What came of a decomposition, in words. */

/** 'The two best starts agree on 8 of 10 components (similarity 0.87 on average).' */
export function agreementText(
  { foundAgain, similarity }: { readonly foundAgain: number; readonly similarity: number },
  componentCount: number,
): string {
  return `The two best starts agree on ${foundAgain} of ${componentCount} components (similarity ${similarity.toFixed(2)} on average).`
}

/** 'Components 4 and 9 are unused: ...' @param numbers from 1, at least one */
export function unusedText(numbers: readonly number[]): string {
  const isOne = numbers.length === 1
  const list = isOne ? String(numbers[0]) : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
  const subject = isOne ? `Component ${list} is unused` : `Components ${list} are unused`
  return `${subject}: there was nothing left to find. A smaller K gives the same.`
}
