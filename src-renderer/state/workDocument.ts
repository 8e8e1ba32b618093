import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { Decomposed, OpenedRecording } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, DecompositionId } from '@core/contract/ids'
import type { Edit } from '@core/project/edits'
import type { LearnedStretch, Project, RecordingReference } from '@core/project/project'

/** What a person works on and can undo: a recording, seen through one choice of channel, and what was made of it. */
export interface WorkDocument {
  readonly channel: ChannelChoice
  readonly recording: RecordingReference
  readonly peaks: ArtifactId
  /** What the next analysis is to learn from; that of the present one is in its project. */
  readonly learned: readonly LearnedStretch[]
  /** Null before the recording is analysed. */
  readonly decomposed: Decomposed | null
  /** What a project whose components are damaged says; the next analysis takes it up. */
  readonly lost?: Project
}

/** The edit of the project inside; nothing happens before the recording is analysed. */
export function editProject(edit: Edit): (document: WorkDocument) => WorkDocument {
  return (document) => {
    const { decomposed } = document
    if (!decomposed) return document
    const project = edit(decomposed.project)
    return project === decomposed.project ? document : { ...document, decomposed: { ...decomposed, project } }
  }
}

/**
 * The variant of a decomposition in its place: names, colours, sources, noise and mix stay, since component numbers mean the same.
 * @throws ShellacError 'bad-argument' for another number of components
 */
export function takeVariant(document: WorkDocument, variant: Decomposed): WorkDocument {
  const present = requireDecomposed(document).project
  const { analysis, decomposition, components } = variant.project
  if (components.length !== present.components.length) {
    const counts = `${components.length} components, the present one ${present.components.length}`
    throw new ShellacError('bad-argument', `The variant has ${counts}.`)
  }
  return { ...document, decomposed: { ...variant, project: { ...present, analysis, decomposition } } }
}

/** seconds */
export function durationOf({ sampleCount, sampleRate }: RecordingReference): number {
  return sampleCount / sampleRate
}

/** As in 'Listen to the left channel'. */
export const channelNames: Readonly<Record<ChannelChoice, string>> = {
  auto: 'the best channel',
  left: 'the left channel',
  right: 'the right channel',
  mid: 'both channels mixed',
  side: 'the difference of the channels',
}

/** @throws ShellacError 'bad-argument' before the recording is analysed */
export function requireDecomposed({ decomposed, recording }: WorkDocument): Decomposed {
  if (decomposed) return decomposed
  throw new ShellacError('bad-argument', `${recording.name} is not analysed yet.`)
}

/** Every choice of channel that documents were made with. */
export function channelsIn(...documents: readonly WorkDocument[]): ReadonlySet<ChannelChoice> {
  return new Set(documents.map((document) => document.channel))
}

/** A document whose parts have other names in the engine: what they stand for is the same. */
export function renameParts(
  document: WorkDocument,
  renamed: ReadonlyMap<DecompositionId, Decomposed>,
  channels: ReadonlyMap<ChannelChoice, Pick<OpenedRecording, 'recording' | 'peaks'>>,
): WorkDocument {
  const { decomposed } = document
  const again = decomposed && renamed.get(decomposed.decomposition)
  const peaks = channels.get(document.channel)?.peaks ?? document.peaks
  if (!decomposed || !again) return { ...document, peaks }
  const { decomposition, dictionary, activations, clicks } = again
  return { ...document, peaks, decomposed: { ...decomposed, decomposition, dictionary, activations, clicks } }
}
