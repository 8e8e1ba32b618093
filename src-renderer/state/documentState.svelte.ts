import {
  amend,
  beginHistory,
  mapHistory,
  record,
  redo,
  redoLabel,
  undo,
  undoLabel,
  valuesOf,
  type History,
} from './history'
import type { WorkDocument } from './workDocument'

type Change = (document: WorkDocument) => WorkDocument

/** Steps of one kind that follow each other within this time, in milliseconds, are undone as one. */
const mergeTime = 1500

/** The open document with its history, and the change that is being tried out while something is dragged. */
export class DocumentState {
  #history = $state.raw<History<WorkDocument> | null>(null)
  #tried = $state.raw<WorkDocument | null>(null)
  #saved = $state.raw<WorkDocument | null>(null)
  #lastMerge: { readonly key: string; readonly time: number } | null = null

  /** What is shown and heard: with the change that is tried out. */
  readonly current = $derived(this.#tried ?? this.#history?.present ?? null)
  readonly isEdited = $derived(this.#history !== null && this.#history.present !== this.#saved)
  readonly undoLabel = $derived(this.#history && undoLabel(this.#history))
  readonly redoLabel = $derived(this.#history && redoLabel(this.#history))

  get history(): History<WorkDocument> | null {
    return this.#history
  }

  /** Which value of the history, counted from the oldest, needs no saving; null when it is none of them. */
  get savedStep(): number | null {
    const step = this.#history && this.#saved ? valuesOf(this.#history).indexOf(this.#saved) : -1
    return step < 0 ? null : step
  }

  /** The document that is kept, without the one that is tried out. */
  get settled(): WorkDocument | null {
    return this.#history?.present ?? null
  }

  /** Opens a document; as it is now it needs no saving. */
  open(document: WorkDocument): void {
    this.restore(beginHistory(document), 0)
  }

  /** @param savedStep see the getter of that name */
  restore(history: History<WorkDocument>, savedStep: number | null): void {
    this.#history = history
    this.#saved = savedStep === null ? null : (valuesOf(history)[savedStep] ?? null)
    this.#tried = null
    this.#lastMerge = null
  }

  close(): void {
    this.#history = null
    this.#saved = null
    this.#tried = null
  }

  /** @param mergeKey steps with the same key in quick succession become one */
  commit(label: string, change: Change, mergeKey?: string): void {
    const history = this.#history
    if (!history) return
    this.#tried = null
    const next = change(history.present)
    if (next === history.present) return
    const time = performance.now()
    const last = this.#lastMerge
    const merges = mergeKey !== undefined && last?.key === mergeKey && time - last.time < mergeTime
    this.#history = merges ? amend(history, next) : record(history, label, next)
    this.#lastMerge = mergeKey === undefined ? null : { key: mergeKey, time }
  }

  /** Shows a change without keeping it, until `commit` or `stopTrying`. */
  tryOut(change: Change): void {
    if (this.#history) this.#tried = change(this.#history.present)
  }

  stopTrying(): void {
    this.#tried = null
  }

  undo(): void {
    this.#move(undo)
  }

  redo(): void {
    this.#move(redo)
  }

  markSaved(document: WorkDocument): void {
    this.#saved = document
  }

  /** What is on the disk is not what is here. */
  markUnsaved(): void {
    this.#saved = null
  }

  /** Names of things in the engine that changed because it was started anew; what they stand for is the same. */
  rename(change: Change): void {
    if (!this.#history) return
    const { savedStep } = this
    this.restore(mapHistory(this.#history, change), savedStep)
  }

  #move(step: (history: History<WorkDocument>) => History<WorkDocument>): void {
    this.#tried = null
    this.#lastMerge = null
    if (this.#history) this.#history = step(this.#history)
  }
}
