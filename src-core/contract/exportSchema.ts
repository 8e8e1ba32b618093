/** What is accepted as a wish for an export, and as a preset from a file. */
import * as v from 'valibot'
import { sampleRateRange, type Range } from '../project/limits'
import { panLaws } from '../separation/panLaw'
import {
  existingRules,
  exportBitRates,
  exportContents,
  exportFormats,
  exportWordLengths,
  type ExportForm,
} from './exports'
import { ShellacError } from './errors'

/** dBTP */
export const ceilingRange: Range = { minimum: -20, maximum: 0 }
/** LUFS */
export const loudnessTargetRange: Range = { minimum: -40, maximum: -5 }
/** UTF-16 units */
export const longestTemplate = 500
export const mostTags = 200
const longestTagKey = 100
const longestTag = 10_000

const within = (range: Range) =>
  v.pipe(v.number(), v.finite(), v.minValue(range.minimum), v.maxValue(range.maximum))
const sampleRate = v.pipe(within(sampleRateRange), v.integer())
const ceiling = within(ceilingRange)

const level = v.variant('kind', [
  v.object({ kind: v.literal('unchanged') }),
  v.object({ kind: v.literal('peak'), ceiling }),
  v.object({
    kind: v.literal('loudness'),
    target: within(loudnessTargetRange),
    ceiling,
    limit: v.boolean(),
  }),
])

const form = {
  format: v.picklist(exportFormats),
  bits: v.picklist(exportWordLengths),
  kilobits: v.picklist(exportBitRates),
  sampleRate,
  level,
  broadcast: v.boolean(),
}

const tags = v.pipe(
  v.record(
    v.pipe(v.string(), v.maxLength(longestTagKey), v.regex(/^[ -<>-}]+$/)),
    v.pipe(v.string(), v.maxLength(longestTag)),
  ),
  v.check((it) => Object.keys(it).length <= mostTags, `at most ${mostTags} tags`),
)

export const exportWishSchema = v.object({
  ...form,
  contents: v.pipe(
    v.array(v.picklist(exportContents)),
    v.minLength(1),
    v.check((it) => new Set(it).size === it.length, 'each content once'),
  ),
  panLaw: v.picklist(panLaws),
  noiseAmount: within({ minimum: 0, maximum: 100 }),
  tags: v.nullable(tags),
  template: v.nullable(v.pipe(v.string(), v.nonEmpty(), v.maxLength(longestTemplate))),
  existing: v.picklist(existingRules),
  preset: v.nullable(v.pipe(v.string(), v.nonEmpty(), v.maxLength(longestTagKey))),
})

const presetSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(longestTagKey)),
  format: form.format,
  bits: v.optional(v.nullable(form.bits), null),
  kilobits: v.optional(form.kilobits, 192),
  sampleRate: v.optional(v.nullable(sampleRate), null),
  level: v.optional(level, { kind: 'unchanged' }),
  broadcast: v.optional(v.boolean(), false),
})

/** A preset that a person made: everything but name and format may be left out. */
export interface OwnPreset extends ExportForm {
  readonly name: string
}

/** @throws ShellacError 'bad-argument' naming the first field that breaks a rule */
export function parsePreset(json: unknown): OwnPreset {
  const result = v.safeParse(presetSchema, json, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue) ?? 'the preset'
  throw new ShellacError('bad-argument', `The preset is wrong at ${field}: ${issue.message}.`, { field })
}
