/** From cells of bins to pixels of a picture. */
import { positionToFrequency, type FrequencyAxis } from './frequencyAxis'

/** Where the rows of a picture are among the bins. */
export interface RowPlaces {
  readonly height: number
  readonly binCount: number
  /** Fractional bin of the upper edge of row 0, of its lower edge, and so on: height + 1 places that do not rise. */
  readonly edges: Float64Array
}

/** @param height rows, low frequencies at the bottom; bins are from 0 Hz to half of `sampleRate` */
export function rowPlaces(
  axis: FrequencyAxis,
  height: number,
  { binCount, sampleRate }: { readonly binCount: number; readonly sampleRate: number },
): RowPlaces {
  const binsPerHertz = (2 * (binCount - 1)) / sampleRate
  const edges = Float64Array.from(
    { length: height + 1 },
    (_, row) => positionToFrequency(1 - row / height, axis) * binsPerHertz,
  )
  return { height, binCount, edges }
}

/**
 * The cells as a picture of `height` rows and as many columns as there are, row after row from the top. A pixel is the greatest cell
 * within its row, between bins on the straight line from one to the next.
 */
export function cellRows(cells: Uint8Array, { height, binCount, edges }: RowPlaces): Uint8Array {
  const columns = cells.length / binCount
  const rows = new Uint8Array(columns * height)
  for (let row = 0; row < height; row++) {
    const lower = Math.min(binCount - 1, Math.max(0, edges[row + 1]))
    const upper = Math.min(binCount - 1, Math.max(0, edges[row]))
    for (let column = 0; column < columns; column++) {
      rows[row * columns + column] = peakBetween(cells, column * binCount, lower, upper)
    }
  }
  return rows
}

/** lower <= upper, places among the bins of the column that begins at `offset`. */
function peakBetween(cells: Uint8Array, offset: number, lower: number, upper: number): number {
  let peak = Math.max(cellAt(cells, offset, lower), cellAt(cells, offset, upper))
  const last = Math.floor(upper)
  for (let bin = Math.ceil(lower); bin <= last; bin++) {
    if (cells[offset + bin] > peak) peak = cells[offset + bin]
  }
  return peak
}

function cellAt(cells: Uint8Array, offset: number, place: number): number {
  const bin = Math.floor(place)
  const share = place - bin
  const cell = cells[offset + bin]
  return share === 0 ? cell : Math.round(cell + share * (cells[offset + bin + 1] - cell))
}
