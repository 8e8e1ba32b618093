import * as v from 'valibot'
import {
  isValidName,
  longestBrushSeconds,
  mostStrokePoints,
  mostStrokes,
  strokeStrengthRange,
  widestBrushOctaves,
} from './limits'
import type { Stroke } from './stroke'

/** Seconds and Hz of whatever a stroke lies on; no recording is longer or higher. */
const highest = 1e9

const number = v.pipe(v.number(), v.finite())
const upTo = (maximum: number) => v.pipe(number, v.minValue(0), v.maxValue(maximum))
const within = upTo(highest)

const group = v.variant('kind', [
  v.object({ kind: v.literal('source'), id: v.pipe(v.string(), v.check(isValidName, 'an id is a name')) }),
  v.object({ kind: v.literal('noise') }),
  v.object({ kind: v.literal('ungrouped') }),
])

const shape = v.variant('kind', [
  v.object({
    kind: v.literal('path'),
    points: v.pipe(
      v.array(v.object({ seconds: within, hertz: within })),
      v.minLength(1),
      v.maxLength(mostStrokePoints),
    ),
    seconds: upTo(longestBrushSeconds),
    octaves: upTo(widestBrushOctaves),
  }),
  v.pipe(
    v.object({ kind: v.literal('box'), start: within, end: within, low: within, high: within }),
    v.check(({ start, end }) => start < end, 'start must be before end'),
    v.check(({ low, high }) => low < high, 'low must be below high'),
  ),
])

export const strokeSchema: v.GenericSchema<unknown, Stroke> = v.object({
  to: group,
  from: v.nullable(group),
  strength: v.pipe(number, v.minValue(strokeStrengthRange.minimum), v.maxValue(strokeStrengthRange.maximum)),
  shape,
})

export const strokesSchema = v.pipe(v.array(strokeSchema), v.maxLength(mostStrokes))
