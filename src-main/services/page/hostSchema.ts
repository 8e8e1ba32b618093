/** What a host accepts from its page beside calls to the engine. */
import * as v from 'valibot'
import { commandIds } from '@core/contract/commands'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, FileId, JobId, WorkId } from '@core/contract/ids'
import type { HostMethod, HostRequest } from '@core/contract/page'

/** UTF-16 units. */
const longestText = 1000
const longestName = 255
/** Two of each decomposition in a history. */
const mostArtifacts = 1000

const nothing = v.object({})
const text = v.pipe(v.string(), v.maxLength(longestText))
const fileName = v.pipe(v.string(), v.nonEmpty(), v.maxLength(longestName))
const plainId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'it must be 1 to 64 letters, digits, _ or -'))
/** A brand says that the schema was here; it adds nothing to the value. */
const job = v.custom<JobId>((value) => v.is(plainId, value), 'job must be 1 to 64 letters, digits, _ or -')
const work = v.custom<WorkId>((value) => v.is(plainId, value), 'it must be the id of work')
const artifact = v.custom<ArtifactId>((value) => v.is(plainId, value), 'it must be the id of an artifact')
const file = v.custom<FileId>((value) => v.is(plainId, value), 'it must be the id of a file')
const kinds = v.picklist(['recording', 'project'])

const requestSchemas: {
  readonly [Method in HostMethod]: v.GenericSchema<unknown, HostRequest<Method>>
} = {
  hello: nothing,
  jobs: nothing,
  attach: v.object({ job }),
  forget: v.object({ job }),
  keepWork: v.object({
    page: plainId,
    work: v.nullable(
      v.object({
        id: work,
        name: fileName,
        isEdited: v.boolean(),
        isAnalysing: v.boolean(),
        changes: v.pipe(v.number(), v.integer(), v.minValue(0)),
        lastChange: v.nullable(text),
        text: v.string(),
        artifacts: v.pipe(v.array(artifact), v.maxLength(mostArtifacts)),
        saves: v.nullable(file),
      }),
    ),
  }),
  findWork: v.object({ page: plainId }),
  recoverableWork: nothing,
  recoverWork: v.object({ id: work }),
  whoHasOpen: v.object({ file }),
  forgetWork: v.object({ id: work }),
  recentFiles: nothing,
  forgetRecentFiles: nothing,
  takeOpenings: nothing,
  demo: nothing,
  saveDiagnostics: v.object({ file, overwrite: v.boolean() }),
  openDialog: v.object({ kinds: v.pipe(v.array(kinds), v.nonEmpty(), v.maxLength(2)) }),
  saveDialog: v.object({
    kind: v.picklist(['recording', 'project', 'picture', 'diagnostics', 'export']),
    name: fileName,
  }),
  showInFolder: v.object({ file }),
  describePage: v.object({
    title: v.nullable(text),
    isEdited: v.boolean(),
    commands: v.pipe(v.array(v.picklist(commandIds)), v.maxLength(commandIds.length)),
    undo: v.nullable(text),
    redo: v.nullable(text),
  }),
  answerCloseWish: v.object({ answer: v.picklist(['asking', 'stay', 'close']) }),
  listFolder: v.object({ folder: v.nullable(file) }),
  chooseTarget: v.object({ folder: v.nullable(file), name: fileName }),
  downloads: v.object({ file }),
}

export const hostMethods = Object.keys(requestSchemas) as HostMethod[]

/**
 * A request as its handler takes it; keys that are not known are dropped.
 * @throws ShellacError 'bad-argument' naming the first field that breaks a rule
 */
export function parseHostRequest<Method extends HostMethod>(
  method: Method,
  request: unknown,
): HostRequest<Method> {
  const schema: v.GenericSchema<unknown, HostRequest<Method>> = requestSchemas[method]
  const result = v.safeParse(schema, request, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue)
  const field = path === null ? method : `${method}.${path}`
  // The reason repeats the value, which may be of any length.
  const reason = issue.message.slice(0, 300)
  throw new ShellacError('bad-argument', `The host cannot take ${field}: ${reason}.`, { field })
}
