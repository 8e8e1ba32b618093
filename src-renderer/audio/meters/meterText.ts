/** The figures of the meters as they are shown and as they are read out. */

/** One decimal, without unit: '−12.3', '+0.4', '−∞'. */
export function formatLevel(level: number): string {
  if (level === -Infinity) return '−∞'
  const digits = Math.abs(level).toFixed(1)
  if (digits === '0.0') return digits
  return `${level < 0 ? '−' : '+'}${digits}`
}

/** '−12.3 dBFS', 'silent' */
export function describeLevel(level: number, unit: string): string {
  return level === -Infinity ? 'silent' : `${formatLevel(level)} ${unit}`
}

/** '−18.2 LUFS', 'nothing to measure' */
export function describeLoudness(loudness: number): string {
  return loudness === -Infinity ? 'nothing to measure' : `${formatLevel(loudness)} LUFS`
}

/** Two decimals: '+0.93', '0.00', '–' where there is nothing. */
export function formatCorrelation(correlation: number | null): string {
  if (correlation === null) return '–'
  const digits = Math.abs(correlation).toFixed(2)
  if (digits === '0.00') return digits
  return `${correlation < 0 ? '−' : '+'}${digits}`
}

/** The figure and what it means. */
export function describeCorrelation(correlation: number | null): string {
  if (correlation === null) return 'nothing to measure'
  return `${formatCorrelation(correlation)}, ${meaningOf(correlation)}`
}

function meaningOf(correlation: number): string {
  if (correlation > 0.95) return 'nearly mono'
  if (correlation >= 0) return 'safe in mono'
  return 'partly lost in mono'
}
