/** The overview of a recording as a picture: how far the sound went up and down in each column of pixels. */

/** Lowest and highest sample of each stretch of the recording; both as long. */
export interface Peaks {
  readonly minima: Float32Array
  readonly maxima: Float32Array
}

/** From the bytes of the engine's artifact: 32-bit floats, all minima, then all maxima. */
export function readPeaks(bytes: Uint8Array): Peaks {
  const count = Math.floor(bytes.byteLength / 8)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const floats = (first: number): Float32Array =>
    Float32Array.from({ length: count }, (_, index) => view.getFloat32(4 * (first + index), true))
  return { minima: floats(0), maxima: floats(count) }
}

/** The loudest sample, at least a little above zero so that silence stays a line. */
export function highestPeak({ minima, maxima }: Peaks): number {
  let highest = 1e-4
  for (let index = 0; index < maxima.length; index++) {
    highest = Math.max(highest, maxima[index], -minima[index])
  }
  return highest
}

/** Part of a recording, in shares 0 .. 1 of it; from < to. */
export interface View {
  readonly from: number
  readonly to: number
}

/** Lowest and highest sample in each of `columns` equal parts of a view, as many of each. */
export function columnsOf(peaks: Peaks, view: View, columns: number): Peaks {
  const count = peaks.maxima.length
  const minima = new Float32Array(columns)
  const maxima = new Float32Array(columns)
  const width = ((view.to - view.from) * count) / columns
  for (let column = 0; column < columns && count > 0; column++) {
    const first = Math.min(count - 1, Math.max(0, Math.floor(view.from * count + column * width)))
    const last = Math.min(count, Math.max(first + 1, Math.ceil(view.from * count + (column + 1) * width)))
    minima[column] = Infinity
    maxima[column] = -Infinity
    for (let index = first; index < last; index++) {
      minima[column] = Math.min(minima[column], peaks.minima[index])
      maxima[column] = Math.max(maxima[column], peaks.maxima[index])
    }
  }
  return { minima, maxima }
}

/** One path of columns from the minima up to the maxima, at least a pixel high; `scale` is the value at the edges. */
export function drawPeaks(
  context: CanvasRenderingContext2D,
  { minima, maxima }: Peaks,
  { scale, pixelRatio }: { readonly scale: number; readonly pixelRatio: number },
): void {
  const { width, height } = context.canvas
  const toPixel = (value: number): number => (height / 2) * (1 - value / scale)
  const columnWidth = width / maxima.length
  context.beginPath()
  for (let column = 0; column < maxima.length; column++) {
    const top = toPixel(maxima[column])
    const tall = Math.max(pixelRatio, toPixel(minima[column]) - top)
    context.rect(column * columnWidth, top, columnWidth, tall)
  }
  context.fill()
}
