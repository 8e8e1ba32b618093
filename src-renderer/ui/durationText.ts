/** A time that is only known roughly, rounded as a person would: '1 s', '40 s', '3 min', '1 h 10 min'. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`
  const tens = Math.round(seconds / 5) * 5
  if (tens < 60) return `${tens} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rounded = Math.round(seconds / 600) * 10
  const rest = rounded % 60
  return `${Math.floor(rounded / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}
