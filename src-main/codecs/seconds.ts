/** A duration for a person: "1.25 s", short ones as "3.2 ms". */
export function seconds(sampleCount: number, sampleRate: number): string {
  const duration = sampleCount / sampleRate
  return duration < 0.01 ? `${(duration * 1000).toFixed(1)} ms` : `${duration.toFixed(2)} s`
}
