/**
 * The manifest of a .shellac file: its schema (docs/file-format.md describes it for people), parsed with valibot.
 * Keys that the schema does not name are dropped: they neither harm nor survive a save.
 */
import * as v from 'valibot'
import { panLaws } from '../separation/panLaw'
import { ShellacError } from '../contract/errors'
import type { Range } from './limits'
import {
  binCountRange,
  bitDepthRange,
  channelCountRange,
  clickThresholdRange,
  componentCountRange,
  frameCountRange,
  gainRange,
  isValidName,
  iterationRange,
  mostLearned,
  mostSources,
  noiseAmountRange,
  noiseSmoothingRanges,
  panRange,
  restartRange,
  sampleRateRange,
  sourceNoiseRange,
  windowLengthRange,
} from './limits'
import type { Manifest } from './migrations'
import { migrate } from './migrations'
import type { Project, RecordingEntry } from './project'
import { projectFormat, projectVersion } from './project'
import type { Stroke, StrokeGroup } from './stroke'
import { strokesSchema } from './strokeSchema'

/** SHA-256 of archive entries by name, lower-case hexadecimal. */
export type Checksums = Readonly<Partial<Record<'W.npy' | 'H.npy' | 'report.json' | RecordingEntry, string>>>

const finite = v.pipe(v.number(), v.finite())
const within = (range: Range) => v.pipe(finite, v.minValue(range.minimum), v.maxValue(range.maximum))
const whole = (range: Range) => v.pipe(within(range), v.integer())
const count = (minimum: number) => whole({ minimum, maximum: Number.MAX_SAFE_INTEGER })
const name = v.pipe(
  v.string(),
  v.check(isValidName, 'a name needs text, a sane length and no control characters'),
)
const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i))
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const fileName = v.pipe(v.string(), v.nonEmpty(), v.regex(/^[^/\0]+$/))
const path = v.pipe(v.string(), v.nonEmpty(), v.regex(/^[^\0]+$/))
const componentNumbers = v.array(count(0))
/** -Infinity has no JSON number: silence is written "-inf". Within the program it is the number. */
const levelWithin = (range: Range) =>
  v.union([
    within(range),
    v.literal(-Infinity),
    v.pipe(
      v.literal('-inf'),
      v.transform(() => -Infinity),
    ),
  ])

const recording = v.object({
  name: fileName,
  sha256,
  byteLength: count(1),
  sampleRate: within(sampleRateRange),
  channelCount: whole(channelCountRange),
  sampleCount: count(1),
  format: v.object({
    container: v.string(),
    codec: v.string(),
    sampleKind: v.picklist(['integer', 'float', 'lossy']),
    bitDepth: whole(bitDepthRange),
  }),
  tags: v.record(v.string(), v.string()),
  channel: v.picklist(['left', 'right', 'mid', 'side']),
  lag: finite,
  description: v.string(),
  warnings: v.array(v.string()),
  storage: v.variant('kind', [
    v.object({ kind: v.literal('embedded'), entry: v.picklist(['recording.flac', 'recording.wav']) }),
    v.object({ kind: v.literal('linked'), path, relativePath: v.exactOptional(path) }),
  ]),
})

const learned = v.pipe(
  v.object({
    name,
    kind: v.picklist(['noise', 'source']),
    start: count(0),
    end: count(1),
    components: v.pipe(componentNumbers, v.minLength(1)),
  }),
  v.check((it) => it.start < it.end, 'start must be before end'),
)

const analysis = v.pipe(
  v.object({
    windowLength: whole(windowLengthRange),
    hop: count(1),
    componentCount: whole(componentCountRange),
    learned: v.pipe(v.array(learned), v.maxLength(mostLearned)),
    smoothness: v.pipe(finite, v.minValue(0)),
    algorithm: v.picklist(['mm', 'mu', 'accelerated', 'em']),
    maxIterations: whole(iterationRange),
    tolerance: v.pipe(finite, v.minValue(0)),
    restarts: whole(restartRange),
    seed: count(0),
    declick: v.nullable(v.object({ threshold: within(clickThresholdRange) })),
  }),
  v.check((it) => it.hop <= it.windowLength, 'hop must not exceed windowLength'),
  v.check(
    (it) => it.learned.every(({ components }) => components.every((k) => k < it.componentCount)),
    'learned must name existing components',
  ),
)

const decomposition = v.pipe(
  v.object({
    binCount: whole(binCountRange),
    frameCount: whole(frameCountRange),
    iterations: whole(iterationRange),
    cost: finite,
    stopReason: v.picklist(['converged', 'iteration-limit', 'stopped']),
    costCurves: v.pipe(v.array(v.array(finite)), v.minLength(1), v.maxLength(restartRange.maximum)),
    chosenRestart: count(0),
    agreement: v.nullable(
      v.object({
        restart: count(0),
        foundAgain: count(0),
        similarity: within({ minimum: 0, maximum: 1 }),
      }),
    ),
    refinements: v.array(
      v.object({ kind: v.literal('split'), components: componentNumbers, into: whole(componentCountRange) }),
    ),
  }),
  v.check((it) => it.chosenRestart < it.costCurves.length, 'chosenRestart must name one of costCurves'),
)

const source = v.object({
  id: name,
  name,
  colour,
  components: componentNumbers,
  pan: within(panRange),
  gain: levelWithin(gainRange),
  noise: levelWithin(sourceNoiseRange),
  mute: v.boolean(),
  solo: v.boolean(),
})

/** The document, as it comes from a file or another process. */
export const projectSchema = v.pipe(
  v.object({
    format: v.literal(projectFormat),
    version: v.literal(projectVersion),
    recording,
    analysis,
    decomposition,
    components: v.array(v.object({ name, colour })),
    sources: v.pipe(v.array(source), v.maxLength(mostSources)),
    noise: v.object({
      components: componentNumbers,
      amount: within(noiseAmountRange),
      smoothing: v.object({
        milliseconds: within(noiseSmoothingRanges.milliseconds),
        hertz: within(noiseSmoothingRanges.hertz),
      }),
      // Projects from before there was a filter sound as they did.
      filter: v.optional(v.boolean(), false),
    }),
    mix: v.object({ panLaw: v.picklist(panLaws) }),
    strokes: strokesSchema,
  }),
  v.check(
    (it) => it.components.length === it.analysis.componentCount,
    'components must be as many as analysis.componentCount',
  ),
  v.check(
    (it) => groupedComponents(it).every((component) => component < it.components.length),
    'sources and noise must name existing components',
  ),
  v.check((it) => allDiffer(groupedComponents(it)), 'no component may be grouped twice'),
  v.check((it) => allDiffer(it.sources.map((each) => each.id)), 'source ids must differ'),
  v.check(
    (it) => it.strokes.every((stroke) => groupsOf(stroke).every((group) => isThere(group, it.sources))),
    'strokes must name sources that are there',
  ),
  v.check(
    (it) => allDiffer(it.sources.map((each) => each.name.normalize('NFC'))),
    'source names must differ',
  ),
)

const checksumSchema = v.object({
  checksums: v.object({
    'W.npy': v.exactOptional(sha256),
    'H.npy': v.exactOptional(sha256),
    'report.json': v.exactOptional(sha256),
    'recording.flac': v.exactOptional(sha256),
    'recording.wav': v.exactOptional(sha256),
  }),
})

/**
 * Parsed JSON of any version -> the document. Throws ShellacError 'not-a-project', 'project-too-new', or
 * 'damaged-project' naming the first field that breaks a rule.
 */
export function parseManifest(json: unknown): Project {
  return parse(projectSchema, migrate(json))
}

/** The checksums that the manifest carries beside the document; throws 'damaged-project'. */
export function parseChecksums(json: unknown): Checksums {
  return parse(checksumSchema, json).checksums
}

/** The manifest, ready for JSON.stringify. */
export function toManifest(project: Project, checksums: Checksums): Manifest {
  const level = (decibels: number): number | string => (decibels === -Infinity ? '-inf' : decibels)
  const sources = project.sources.map((it) => ({ ...it, gain: level(it.gain), noise: level(it.noise) }))
  return { ...project, sources, checksums }
}

function parse<T extends v.GenericSchema>(schema: T, json: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, json, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue) ?? 'the manifest'
  throw new ShellacError('damaged-project', `The manifest is damaged at ${field}: ${issue.message}.`, {
    field,
  })
}

interface Grouped {
  readonly sources: readonly { readonly components: readonly number[] }[]
  readonly noise: { readonly components: readonly number[] }
}

function groupedComponents(project: Grouped): number[] {
  return [...project.sources.flatMap((it) => it.components), ...project.noise.components]
}

function groupsOf({ to, from }: Stroke): StrokeGroup[] {
  return from === null ? [to] : [to, from]
}

function isThere(group: StrokeGroup, sources: readonly { readonly id: string }[]): boolean {
  return group.kind !== 'source' || sources.some(({ id }) => id === group.id)
}

function allDiffer(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length
}
