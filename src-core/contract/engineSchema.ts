/** What the engine accepts from its clients: every message and every request is checked here before anything is done. */
import * as v from 'valibot'
import { projectSchema } from '../project/schema'
import { sampleRateRange, type Range } from '../project/limits'
import { panLaws } from '../separation/panLaw'
import { decomposeRanges } from './decomposeRanges'
import type { EngineMethod, EngineRequest } from './engine'
import type { ClientMessage } from './engineMessages'
import { ShellacError } from './errors'
import type { ArtifactId, DecompositionId, FileId, JobId, SessionId } from './ids'

const longestId = 100
/** UTF-16 units; no system opens longer paths. */
const longestPath = 32_767
const mostOutputs = 256
/** UTF-16 units; the reason repeats the value, which may be of any length. */
const longestReason = 300
/** Linear. No mix asks for more than +60 dB of a component. */
const highestWeight = 1000

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

const settings = v.object({
  components: whole(decomposeRanges.components),
  smoothness: within(decomposeRanges.smoothness),
  windowMilliseconds: within(decomposeRanges.windowMilliseconds),
  overlap: within(decomposeRanges.overlap),
  algorithm: v.picklist(['mm', 'mu', 'accelerated', 'em']),
  maxIterations: whole(decomposeRanges.maxIterations),
  tolerance: within(decomposeRanges.tolerance),
  restarts: whole(decomposeRanges.restarts),
  seed: whole(decomposeRanges.seed),
})

const weights = v.array(within({ minimum: -highestWeight, maximum: highestWeight }))
const outputs = v.pipe(v.array(weights), v.minLength(1), v.maxLength(mostOutputs))
const weightedComponents = v.object({ decomposition, outputs })
const chosenChannel = v.object({ channel })

const exportWish = v.object({
  content: v.picklist(['mix', 'sources', 'components', 'removed', 'mono']),
  format: v.picklist(['wav', 'flac']),
  bits: v.picklist([16, 24, '32f']),
  sampleRate: whole(sampleRateRange),
  panLaw: v.picklist(panLaws),
  noiseAmount: within({ minimum: 0, maximum: 100 }),
  overwrite: v.boolean(),
})

const requestSchemas: {
  readonly [Method in EngineMethod]: v.GenericSchema<unknown, EngineRequest<Method>>
} = {
  openRecording: v.object({ file, decoded: v.optional(file) }),
  chooseChannel: v.object({ session, channel }),
  estimate: v.object({ session, settings }),
  decompose: v.object({ session, channel, settings }),
  openProject: v.object({ file }),
  restoreDecomposition: v.object({ session, project: projectSchema, dictionary: file, activations: file }),
  saveProject: v.object({ session, decomposition, project: projectSchema, file, overwrite: v.boolean() }),
  renderAudio: v.pipe(
    v.object({
      session,
      of: v.lazy((of) => (isObject(of) && 'decomposition' in of ? weightedComponents : chosenChannel)),
      start: position,
      end: position,
    }),
    v.check(({ start, end }) => start < end, 'start must be before end'),
  ),
  exportAudio: v.object({ session, decomposition, project: projectSchema, file, export: exportWish }),
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
