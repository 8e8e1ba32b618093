import type { Size } from './canvasSize.svelte'

/** How much of the colour the area beneath the curve has. */
const areaOpacity = 0.35
const lineWidth = 1.25

/** Fills the area beneath a curve and draws the curve itself. `heights`: one of 0 .. 1 for each pixel column, from the left. */
export function fillCurve(
  context: CanvasRenderingContext2D,
  heights: Float32Array,
  { size, colour }: { readonly size: Size; readonly colour: string },
): void {
  if (heights.length === 0) return
  const { width, height } = size
  // The top line stays whole at height 1.
  const yOf = (value: number): number => height - value * (height - lineWidth)
  const curve = new Path2D()
  curve.moveTo(0, yOf(heights[0]))
  heights.forEach((value, column) => curve.lineTo(column + 0.5, yOf(value)))
  curve.lineTo(width, yOf(heights[heights.length - 1]))
  const area = new Path2D(curve)
  area.lineTo(width, height)
  area.lineTo(0, height)
  area.closePath()
  context.save()
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = lineWidth
  context.lineJoin = 'round'
  context.globalAlpha = areaOpacity
  context.fill(area)
  context.globalAlpha = 1
  context.stroke(curve)
  context.restore()
}
