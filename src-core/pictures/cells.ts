/**
 * Cells: spectrograms and masks as bytes, one for each bin of each column. Columns stand one after the other, bin 0 first. A column is
 * one frame, or the greatest cell of 2^level frames, so that no peak is lost however far a picture is zoomed out.
 */

/** 'power': level in dB. 'mask': a gain of 0 .. 1. */
export type CellKind = 'power' | 'mask'

/** Columns of a whole tile; the last tile of a level may have fewer. */
export const tileColumns = 128

/** dB of cell 0 ('power'); each further step is half a dB, up to +7.5 dB. 0 dB is a sine of amplitude 1 at the middle of a bin. */
const lowestDecibels = -120
const cellsPerDecibel = 2
const highestCell = 255

/** @param power |X|^2 divided by that of a sine of amplitude 1 */
export function powerToCell(power: number): number {
  if (!(power > 0)) return 0
  return decibelsToCell(10 * Math.log10(power))
}

/** The nearest cell. */
export function decibelsToCell(decibels: number): number {
  return Math.max(0, Math.min(highestCell, Math.round((decibels - lowestDecibels) * cellsPerDecibel)))
}

/** dB; cell 0 stands for that level and all below. */
export function cellToDecibels(cell: number): number {
  return lowestDecibels + cell / cellsPerDecibel
}

/** @param mask 0 .. 1; beyond that it is clipped */
export function maskToCell(mask: number): number {
  return Math.max(0, Math.min(highestCell, Math.round(mask * highestCell)))
}

export function cellToMask(cell: number): number {
  return cell / highestCell
}

/** Columns that a level has: 2^level frames each, the last one of fewer. */
export function columnCountOf(frameCount: number, level: number): number {
  return Math.ceil(frameCount / 2 ** level)
}

/** The coarsest level that is of use: there one tile holds everything. */
export function highestLevelOf(frameCount: number): number {
  return Math.max(0, Math.ceil(Math.log2(frameCount / tileColumns)))
}

/** Every two columns made one by the greater cell; a last one without partner stays. */
export function halveColumns(cells: Uint8Array, binCount: number): Uint8Array {
  const columns = cells.length / binCount
  const halved = new Uint8Array(Math.ceil(columns / 2) * binCount)
  for (let column = 0; column < columns; column++) {
    const from = column * binCount
    const to = (column >> 1) * binCount
    for (let bin = 0; bin < binCount; bin++) {
      if (cells[from + bin] > halved[to + bin]) halved[to + bin] = cells[from + bin]
    }
  }
  return halved
}
