import * as v from 'valibot'
import { mostSources, mostStrokePoints, mostStrokes } from '../project/limits'
import type { MaskShaping } from '../separation/shaping/maskShaping'
import { decomposeRanges } from './decomposeRanges'

/** Frames or bins to either side. */
const widestAverage = 2000
/** The sources, the noise and what is ungrouped. */
const highestGroup = mostSources + 1

const group = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(highestGroup))
const reach = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(widestAverage))

const place = v.pipe(v.number(), v.finite())
const shape = v.variant('kind', [
  v.object({
    kind: v.literal('path'),
    points: v.pipe(
      v.array(v.object({ frame: place, bin: place })),
      v.minLength(1),
      v.maxLength(mostStrokePoints),
    ),
    frames: v.pipe(place, v.minValue(0)),
    octaves: v.pipe(place, v.minValue(0)),
  }),
  v.object({ kind: v.literal('box'), start: place, end: place, low: place, high: place }),
])
const strokes = v.pipe(
  v.array(
    v.object({
      to: group,
      from: v.nullable(group),
      strength: v.pipe(place, v.minValue(0), v.maxValue(1)),
      shape,
    }),
  ),
  v.maxLength(mostStrokes),
)

/** How masks are shaped: see src-core/separation/shaping. */
export const shapingSchema: v.GenericSchema<MaskShaping> = v.pipe(
  v.object({
    groups: v.pipe(v.array(group), v.minLength(1), v.maxLength(decomposeRanges.components.maximum)),
    smoothing: v.nullable(v.object({ group, frames: reach, bins: reach })),
    strokes,
    filter: v.exactOptional(v.literal('off')),
  }),
  v.check(
    ({ groups, smoothing }) => !smoothing || groups.includes(smoothing.group),
    'a group must have components',
  ),
)
