import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { Decomposed } from '@core/contract/engine'
import type { ArtifactId } from '@core/contract/ids'
import type { Edit } from '@core/project/edits'
import type { RecordingReference } from '@core/project/project'

/** What a person works on and can undo: a recording, seen through one choice of channel, and what was made of it. */
export interface WorkDocument {
  readonly channel: ChannelChoice
  readonly recording: RecordingReference
  readonly peaks: ArtifactId
  /** Null before the recording is analysed. */
  readonly decomposed: Decomposed | null
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

/** seconds */
export function durationOf({ sampleCount, sampleRate }: RecordingReference): number {
  return sampleCount / sampleRate
}
