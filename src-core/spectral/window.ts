/**
 * Sine (half-cosine) window, w_i = sin(pi (i + 1/2) / length). Used for analysis and synthesis alike: at 50 % overlap
 * its squares sum to one (Princen-Bradley condition).
 */
export function sineWindow(length: number): Float64Array {
  const window = new Float64Array(length)
  for (let i = 0; i < length; i++) window[i] = Math.sin((Math.PI * (i + 0.5)) / length)
  return window
}
