/** Bands of frequency that people have words for. */

export interface Band {
  readonly name: string
  /** Hz */
  readonly from: number
  readonly to: number
}

export const bands: readonly Band[] = [
  { name: 'below 125 Hz', from: 0, to: 125 },
  { name: '125 to 250 Hz', from: 125, to: 250 },
  { name: '250 to 500 Hz', from: 250, to: 500 },
  { name: '500 Hz to 1 kHz', from: 500, to: 1000 },
  { name: '1 to 2 kHz', from: 1000, to: 2000 },
  { name: '2 to 4 kHz', from: 2000, to: 4000 },
  { name: '4 to 8 kHz', from: 4000, to: 8000 },
  { name: 'above 8 kHz', from: 8000, to: Infinity },
]

/** Number of the band of each bin; bins go from 0 Hz to half the sample rate. */
export function bandsOfBins(binCount: number, sampleRate: number): Uint8Array {
  const binWidth = sampleRate / 2 / (binCount - 1)
  return Uint8Array.from({ length: binCount }, (_, bin) =>
    bands.findIndex(({ from, to }) => bin * binWidth >= from && bin * binWidth < to),
  )
}

/** Energy in each band of a spectrum of powers. */
export function energyInBands(spectrum: ArrayLike<number>, sampleRate: number): number[] {
  const energies = new Array<number>(bands.length).fill(0)
  bandsOfBins(spectrum.length, sampleRate).forEach((band, bin) => (energies[band] += spectrum[bin]))
  return energies
}
