/** 'About 12 s left', 'About 3 min left'; words that stand for the wait where nobody can tell, so that the line stays. */
export function describeTimeLeft(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return 'This takes a moment.'
  if (seconds < 1.5) return 'Nearly there.'
  if (seconds < 90) return `About ${Math.round(seconds)} s left`
  return `About ${Math.round(seconds / 60)} min left`
}
