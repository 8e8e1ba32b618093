import type { DialogName, Dialogs } from './dialogs.svelte'
import type { Job, JobKind } from './jobs.svelte'
import { describeError, isCancelled, type NoticeContent, type Notices } from './notices.svelte'
import type { Work } from './work.svelte'

export interface ComparisonParts {
  readonly work: Work
  readonly dialogs: Dialogs
  readonly notices: Notices
}

/** What a comparison is called: 'The comparison of algorithms'. */
export interface ComparisonNames {
  readonly kind: JobKind
  /** Where its results are shown. */
  readonly dialog: DialogName
  readonly title: string
}

/** One long comparison after the other, and what came of the last; it goes on while its dialog is closed. */
export class ComparisonRun<Result> {
  #result = $state.raw<Result | null>(null)
  #failure = $state.raw<NoticeContent | null>(null)
  readonly #parts: ComparisonParts
  readonly #names: ComparisonNames

  constructor(parts: ComparisonParts, names: ComparisonNames) {
    this.#parts = parts
    this.#names = names
  }

  /** Of the last comparison that ended well; it stays while the next one runs. */
  get result(): Result | null {
    return this.#result
  }

  /** Why the last one came to nothing. */
  get failure(): NoticeContent | null {
    return this.#failure
  }

  /** Null while none is under way. */
  get job(): Job | null {
    return this.#parts.work.jobs.of(this.#names.kind)
  }

  /** Never rejects: what goes wrong is the failure. */
  async run(compare: () => Promise<Result>): Promise<void> {
    if (this.job) return
    this.#failure = null
    try {
      this.#result = await compare()
    } catch (error) {
      if (isCancelled(error)) return
      this.#failure = describeError(`${this.#names.title} did not finish`, error)
    }
    this.#tellUnseen()
  }

  wish(wish: 'stop' | 'cancel'): void {
    this.#parts.work.jobs.wish(this.#names.kind, wish)
  }

  forgetFailure(): void {
    this.#failure = null
  }

  #tellUnseen(): void {
    const { dialogs, notices } = this.#parts
    const { dialog, title } = this.#names
    if (dialogs.shown === dialog) return
    const action = { label: 'Show it', run: () => void (dialogs.shown = dialog) }
    notices.show(this.#failure ?? { tone: 'success', title: `${title} is done`, action })
  }
}
