const day = 24 * 60 * 60 * 1000

/**
 * 'today, 14:02', 'yesterday, 9:30' or '3 May, 14:02', in the local time.
 * @param at milliseconds since 1970, as is `now`
 */
export function dayText(at: number, now: number): string {
  const time = new Date(at).toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })
  const daysAgo = Math.round((startOfDay(now) - startOfDay(at)) / day)
  if (daysAgo === 0) return `today, ${time}`
  if (daysAgo === 1) return `yesterday, ${time}`
  return `${new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}, ${time}`
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
