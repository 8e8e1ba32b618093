/** A document whose engine has ended is brought back into another: its recording opened again, its decompositions given back. */
import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { Decomposed, EngineClient, OpenedRecording, ProjectFile } from '@core/contract/engine'
import type { DecompositionId, FileId, SessionId } from '@core/contract/ids'
import { valuesOf, type History } from './history'
import { channelsIn, renameParts, type WorkDocument } from './workDocument'
import type { Origin } from './workSnapshot'

/** The two arrays of a decomposition as files that the engine can read. */
export interface FactorFiles {
  readonly dictionary: FileId
  readonly activations: FileId
}

export interface Reopened {
  readonly session: SessionId
  /** Old names of decompositions -> what the new engine calls them. Those that have no files are missing. */
  readonly renamed: ReadonlyMap<DecompositionId, Decomposed>
  /** The same document by its new names. */
  readonly rename: (document: WorkDocument) => WorkDocument
}

export interface Reopening {
  readonly engine: EngineClient
  readonly origin: Origin
  readonly history: History<WorkDocument>
  /** Undefined for arrays that are nowhere. */
  readonly filesOf: (decomposed: Decomposed) => Promise<FactorFiles | undefined>
}

/** A project as the engine opens it. */
export function projectFileOf({ file, recording }: Pick<Origin, 'file' | 'recording'>): ProjectFile {
  return { file, recording: recording?.file, embeds: recording?.isCopy }
}

/** @throws ShellacError as opening does; 'recording-changed' when the file is not the one that was decomposed */
export async function reopen({ engine, origin, history, filesOf }: Reopening): Promise<Reopened> {
  const { file, kind, decoded } = origin
  const { session } =
    kind === 'project'
      ? await engine.call(origin.isUndecomposed ? 'openUndecomposed' : 'openProject', projectFileOf(origin))
      : await engine.call('openRecording', { file, decoded: decoded?.file })
  const documents = valuesOf(history)
  const renamed = new Map<DecompositionId, Decomposed>()
  for (const { decomposed } of documents) {
    if (!decomposed || renamed.has(decomposed.decomposition)) continue
    const files = await filesOf(decomposed)
    if (!files) continue
    const request = { session, project: decomposed.project, ...files }
    renamed.set(decomposed.decomposition, await engine.call('restoreDecomposition', request))
  }
  const channels = new Map<ChannelChoice, Pick<OpenedRecording, 'recording' | 'peaks'>>()
  for (const channel of channelsIn(...documents)) {
    channels.set(channel, await engine.call('chooseChannel', { session, channel }))
  }
  return { session, renamed, rename: (document) => renameParts(document, renamed, channels) }
}
