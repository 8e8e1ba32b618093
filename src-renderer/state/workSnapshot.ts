/** What a page leaves with its host so that it can go on after a reload. */
import type { DecompositionWish, RecordingLevels } from '@core/contract/engine'
import type { ArtifactId, JobId, SessionId, WorkId } from '@core/contract/ids'
import type { KeptWork, PickedFile, ProjectOwner, SaveTarget } from '@core/contract/page'
import { undoLabel, valuesOf, type History } from './history'
import type { WorkDocument } from './workDocument'

/** Where the document came from; opened again when an engine lost it. */
export interface Origin extends PickedFile {
  readonly kind: 'recording' | 'project'
  /** The sound of it, where the page had to decode it. */
  readonly decoded?: PickedFile
  /** Where the recording of a project is, where that is not where the project says. */
  readonly recording?: PickedFile
  /** Its components are damaged. */
  readonly isUndecomposed?: true
}

export interface WorkSnapshot {
  readonly id: WorkId
  readonly session: SessionId
  readonly origin: Origin
  readonly levels: RecordingLevels
  readonly target: SaveTarget | null
  /** Who has the project that was opened, which is therefore only read here. */
  readonly owner?: ProjectOwner | null
  /** What the target holds as far as this page knows. */
  readonly revision: string | null
  readonly history: History<WorkDocument>
  /** Which value of the history, counted from the oldest, needs no saving. */
  readonly savedStep: number | null
  readonly settings: DecompositionWish
  /** The analysis that ran. */
  readonly analysis: JobId | null
}

const version = 3
/** Steps of undo that are kept; the host takes no more than a few megabytes. */
const mostSteps = 60

/** The snapshot as the host keeps it. */
export function keptWork(snapshot: WorkSnapshot): KeptWork {
  const { id, origin, target, history, savedStep, analysis } = snapshot
  const newest = newestSteps(history)
  const artifacts = valuesOf(newest).flatMap(({ decomposed }): ArtifactId[] =>
    decomposed ? [decomposed.dictionary, decomposed.activations] : [],
  )
  return {
    id,
    name: target?.name ?? origin.name,
    isEdited: savedStep !== history.past.length,
    isAnalysing: analysis !== null,
    changes: history.past.length,
    lastChange: undoLabel(history),
    text: writeSnapshot(snapshot),
    artifacts: [...new Set(artifacts)],
    saves: target && !target.isDownload ? target.file : null,
  }
}

function newestSteps({ past, present, future }: History<WorkDocument>): History<WorkDocument> {
  return { past: past.slice(-mostSteps), present, future: future.slice(0, mostSteps) }
}

/** As text. Of the history only the newest steps are kept. */
export function writeSnapshot(snapshot: WorkSnapshot): string {
  const history = newestSteps(snapshot.history)
  const step = (snapshot.savedStep ?? -1) - (snapshot.history.past.length - history.past.length)
  const savedStep = step < 0 ? null : step
  const table: unknown[] = []
  const places = new Map<object, number>()
  // Large parts are the same in most steps: each is written once.
  const text = JSON.stringify({ ...snapshot, history, savedStep }, (key, value: unknown) => {
    if (value === -Infinity) return '-inf'
    if (!sharedParts.includes(key) || typeof value !== 'object' || value === null) return value
    const place = places.get(value) ?? table.push(value) - 1
    places.set(value, place)
    return { shared: place }
  })
  return JSON.stringify({ version, table, text })
}

/** Fields of a source that may be silent. */
const levels = ['gain', 'noise']

const sharedParts = [
  'analysis',
  'decomposition',
  'recording',
  'shape',
  'components',
  'costCurves',
  'costSeconds',
]

/** Null for what is not a snapshot of this version. */
export function readSnapshot(text: string): WorkSnapshot | null {
  try {
    const outer = JSON.parse(text) as { version: number; table: unknown[]; text: string }
    if (outer.version !== version) return null
    return JSON.parse(outer.text, (key, value: unknown) => {
      if (levels.includes(key) && value === '-inf') return -Infinity
      if (!sharedParts.includes(key) || typeof value !== 'object' || value === null) return value
      return 'shared' in value ? outer.table[(value as { shared: number }).shared] : value
    }) as WorkSnapshot
  } catch {
    return null
  }
}
