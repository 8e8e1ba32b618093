/** Times as a tape counter shows them. */

/**
 * 41.37 -> '00:41.3', 3723.4 -> '1:02:03.4'. Tenths are cut, not rounded: a counter never shows a moment that has not come.
 *
 * @param seconds what is no time, or before the start, is the start
 * @param longest the longest time that will stand there: with an hour or more, hours are shown from the start
 */
export function formatPosition(seconds: number, longest = seconds): string {
  const tenths = tenthsOf(seconds)
  const hours = Math.floor(tenths / 36000)
  const minutes = Math.floor(tenths / 600) % 60
  const rest = `${pad(minutes)}:${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`
  return hours > 0 || tenthsOf(longest) >= 36000 ? `${hours}:${rest}` : rest
}

/** For screen readers: '3 minutes 7.2 seconds'. */
export function describePosition(seconds: number): string {
  const tenths = tenthsOf(seconds)
  const parts = [
    count(Math.floor(tenths / 36000), 'hour'),
    count(Math.floor(tenths / 600) % 60, 'minute'),
    `${(tenths % 600) / 10} seconds`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** A hair is added, so that 0.3 s made of samples is not 0.2 s. */
function tenthsOf(seconds: number): number {
  return Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds * 10 + 1e-6)) : 0
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}

function count(number: number, unit: string): string {
  if (number === 0) return ''
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}
