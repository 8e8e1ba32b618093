/** What the engine accepts from its clients: every message and every request is checked here before anything is done. */
import * as v from 'valibot'
import { projectSchema } from '../project/schema'
import {
  clickThresholdRange,
  componentCountRange,
  isValidName,
  mostLearned,
  type Range,
} from '../project/limits'
import { mostPieces } from '../project/splitEdit'
import { decomposeRanges } from './decomposeRanges'
import { colourMapNames } from '../pictures/colourMaps'
import { frequencyScales } from '../pictures/frequencyAxis'
import type { EngineMethod, EngineRequest } from './engine'
import type { ClientMessage } from './engineMessages'
import { ShellacError } from './errors'
import { exportWishSchema } from './exportSchema'
import type { ArtifactId, DecompositionId, FileId, JobId, SessionId } from './ids'
import { shapingSchema } from './shapingSchema'

const longestId = 100
/** UTF-16 units; no system opens longer paths. */
const longestPath = 32_767
const mostOutputs = 256
/** UTF-16 units; the reason repeats the value, which may be of any length. */
const longestReason = 300
/** Linear. No mix asks for more than +60 dB of a component. */
const highestWeight = 1000

/** Powers of two, samples; 2 s at 192 kHz fits. */
const windowLengths = Array.from({ length: 16 }, (_, exponent) => 2 ** (exponent + 4))
const longestWindow = windowLengths[windowLengths.length - 1]
/** 2^40 frames are more than any recording has. */
const highestLevel = 40
const mostCompared = 16
const decibels = { minimum: -200, maximum: 100 }

const finite = v.pipe(v.number(), v.finite())
const within = (range: Range) => v.pipe(finite, v.minValue(range.minimum), v.maxValue(range.maximum))
const whole = (range: Range) => v.pipe(within(range), v.integer())
const position = whole({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longestId))

/** A brand says that the schema was here; it adds nothing to the value. */
const session = v.custom<SessionId>((value) => v.is(id, value), 'session must be an id')
const decomposition = v.custom<DecompositionId>((value) => v.is(id, value), 'decomposition must be an id')
const artifact = v.custom<ArtifactId>((value) => v.is(id, value), 'artifact must be an id')
const job = v.custom<JobId>((value) => v.is(id, value), 'job must be an id')
const path = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longestPath), v.regex(/^[^\0]+$/))
const file = v.custom<FileId>((value) => v.is(path, value), 'file must be a path')

const channel = v.picklist(['auto', 'left', 'right', 'mid', 'side'])

const algorithm = v.picklist(['mm', 'mu', 'accelerated', 'em'])

const stretch = v.pipe(
  v.object({
    name: v.pipe(
      v.string(),
      v.check(isValidName, 'a name needs text, a sane length and no control characters'),
    ),
    kind: v.picklist(['noise', 'source']),
    start: position,
    end: position,
  }),
  v.check(({ start, end }) => start < end, 'start must be before end'),
)

const settings = v.object({
  components: whole(decomposeRanges.components),
  learned: v.optional(v.pipe(v.array(stretch), v.maxLength(mostLearned)), []),
  smoothness: within(decomposeRanges.smoothness),
  windowMilliseconds: within(decomposeRanges.windowMilliseconds),
  overlap: within(decomposeRanges.overlap),
  algorithm,
  maxIterations: whole(decomposeRanges.maxIterations),
  tolerance: within(decomposeRanges.tolerance),
  restarts: whole(decomposeRanges.restarts),
  seed: whole(decomposeRanges.seed),
  declick: v.nullable(v.object({ threshold: within(clickThresholdRange) })),
})

const weights = v.array(within({ minimum: -highestWeight, maximum: highestWeight }))
const outputs = v.pipe(v.array(weights), v.minLength(1), v.maxLength(mostOutputs))
const weightedComponents = v.object({ decomposition, outputs, shaping: v.optional(shapingSchema) })
const chosenChannel = v.object({ channel })

const framing = v.pipe(
  v.object({
    windowLength: v.picklist(windowLengths),
    hop: whole({ minimum: 1, maximum: longestWindow }),
  }),
  v.check(({ windowLength, hop }) => hop <= windowLength / 2, 'hop must be half the window at most'),
)
const channelInFrames = v.object({ channel, framing })

const componentNumber = whole({ minimum: 0, maximum: componentCountRange.maximum - 1 })
const range = v.nullable(
  v.pipe(
    v.object({ start: finite, end: finite }),
    v.check(({ start, end }) => start < end, 'start must be before end'),
  ),
)
const levels = v.pipe(
  v.object({ floor: within(decibels), ceiling: within(decibels) }),
  v.check(({ floor, ceiling }) => floor < ceiling, 'floor must be below ceiling'),
)
const frequencies = v.picklist(frequencyScales)
const gains = v.picklist(['decibels', 'linear'])
const against = v.picklist(['iteration', 'seconds'])
const curve = v.pipe(v.array(finite), v.maxLength(decomposeRanges.maxIterations.maximum + 1))
const curves = v.pipe(v.array(curve), v.maxLength(decomposeRanges.restarts.maximum))

const subject = v.variant('kind', [
  v.object({ kind: v.picklist(['original', 'remaster', 'removed', 'clicks']) }),
  v.object({ kind: v.literal('source'), id }),
  v.object({ kind: v.literal('component'), component: componentNumber }),
])

const picture = v.variant('what', [
  v.object({
    what: v.literal('spectrogram'),
    of: subject,
    levels,
    colourMap: v.picklist(colourMapNames),
    range,
    frequencies,
  }),
  v.object({ what: v.literal('masks'), of: v.picklist(['components', 'sources']), range, frequencies }),
  v.object({ what: v.literal('activations'), gains, range }),
  v.object({ what: v.literal('dictionary') }),
  v.object({ what: v.literal('convergence'), against, seconds: v.nullable(curves) }),
  v.object({
    what: v.literal('algorithms'),
    against,
    curves: v.pipe(
      v.array(v.object({ algorithm, costs: curve, seconds: curve })),
      v.minLength(1),
      v.maxLength(mostCompared),
    ),
  }),
  v.object({
    what: v.literal('smoothness'),
    component: componentNumber,
    gains,
    variants: v.pipe(
      v.array(v.object({ smoothness: within(decomposeRanges.smoothness), decomposition })),
      v.minLength(1),
      v.maxLength(mostCompared),
    ),
    range,
  }),
])

const projectFile = v.object({ file, recording: v.optional(file), embeds: v.optional(v.boolean()) })

const requestSchemas: {
  readonly [Method in EngineMethod]: v.GenericSchema<unknown, EngineRequest<Method>>
} = {
  openRecording: v.object({ file, decoded: v.optional(file) }),
  chooseChannel: v.object({ session, channel }),
  countClicks: v.object({ session, channel }),
  findGrooves: v.object({ session, channel }),
  estimate: v.object({ session, settings }),
  decompose: v.object({ session, channel, settings }),
  openProject: projectFile,
  openUndecomposed: projectFile,
  restoreDecomposition: v.object({ session, project: projectSchema, dictionary: file, activations: file }),
  saveProject: v.object({
    session,
    decomposition,
    project: projectSchema,
    file,
    overwrite: v.boolean(),
    replaces: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'replaces must be a SHA-256'))),
  }),
  renderAudio: v.pipe(
    v.object({
      session,
      of: v.lazy((of) => (isObject(of) && 'decomposition' in of ? weightedComponents : chosenChannel)),
      start: position,
      end: position,
    }),
    v.check(({ start, end }) => start < end, 'start must be before end'),
  ),
  spectrogramTile: v.object({
    session,
    of: v.lazy((of) => (isObject(of) && 'decomposition' in of ? weightedComponents : channelInFrames)),
    cells: v.picklist(['power', 'mask']),
    level: whole({ minimum: 0, maximum: highestLevel }),
    tile: position,
  }),
  compareAlgorithms: v.pipe(
    v.object({
      session,
      channel,
      settings,
      algorithms: v.pipe(v.array(algorithm), v.minLength(1), v.maxLength(mostCompared)),
      start: position,
      end: position,
    }),
    v.check(({ start, end }) => start < end, 'start must be before end'),
  ),
  compareSmoothness: v.object({
    session,
    decomposition,
    smoothnesses: v.pipe(
      v.array(within(decomposeRanges.smoothness)),
      v.minLength(1),
      v.maxLength(mostCompared),
    ),
  }),
  refine: v.object({ session, decomposition, project: projectSchema }),
  splitComponents: v.object({
    session,
    decomposition,
    project: projectSchema,
    components: v.pipe(v.array(componentNumber), v.minLength(1)),
    into: whole({ minimum: 1, maximum: mostPieces }),
  }),
  suggestSmoothness: v.object({ session, channel, settings }),
  exportPicture: v.object({
    session,
    document: v.nullable(v.object({ decomposition, project: projectSchema })),
    channel,
    picture,
    format: v.picklist(['png', 'svg']),
    file,
    overwrite: v.boolean(),
  }),
  exportAudio: v.object({ session, decomposition, project: projectSchema, file, export: exportWishSchema }),
  closeSession: v.object({ session }),
}

export const engineMethods = Object.keys(requestSchemas) as EngineMethod[]

const messageSchema = v.variant('kind', [
  v.object({
    kind: v.literal('call'),
    id: position,
    method: v.picklist(engineMethods),
    request: v.unknown(),
    job: v.exactOptional(job),
  }),
  v.object({ kind: v.literal('wish'), job, wish: v.picklist(['stop', 'cancel']) }),
  v.object({ kind: v.literal('artifact'), id: position, artifact }),
])

/**
 * A message of a client; the request in it is of the method. Keys that are not known are dropped.
 * @throws ShellacError 'bad-argument' naming the first field that breaks a rule
 */
export function parseClientMessage(message: unknown): ClientMessage {
  const parsed = parse(messageSchema, message, 'message')
  if (parsed.kind !== 'call') return parsed
  const request = parseRequest(parsed.method, parsed.request)
  return { ...parsed, request } as ClientMessage
}

/** @throws ShellacError 'bad-argument' naming the first field that breaks a rule */
export function parseRequest<Method extends EngineMethod>(
  method: Method,
  request: unknown,
): EngineRequest<Method> {
  return parse(requestSchemas[method], request, method)
}

function parse<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown, name: string): Output {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue)
  const place = field === null ? name : `${name}.${field}`
  const reason = issue.message.slice(0, longestReason)
  throw new ShellacError('bad-argument', `The engine cannot take ${place}: ${reason}.`, { field: place })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
