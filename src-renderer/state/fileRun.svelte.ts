import type { SaveTarget } from '@core/contract/page'
import type { AppParts } from './app.svelte'
import { describeError, isCancelled, type NoticeContent } from './notices.svelte'

/** How the last run ended; `Done` is what there is to say of what was written. */
export type RunOutcome<Done> =
  | ({ readonly kind: 'done'; readonly target: SaveTarget } & Done)
  | { readonly kind: 'failed'; readonly notice: NoticeContent }
  | { readonly kind: 'cancelled' }

/** Writing where a person says, one run after the other: from the question where to, to what came of it. */
export class FileRun<Done> {
  #outcome = $state.raw<RunOutcome<Done> | null>(null)
  #isBusy = $state(false)
  readonly #parts: Pick<AppParts, 'files' | 'notices'>
  readonly #failure: string

  /** @param failure what could not be done: 'The picture could not be written' */
  constructor(parts: Pick<AppParts, 'files' | 'notices'>, failure: string) {
    this.#parts = parts
    this.#failure = failure
  }

  get outcome(): RunOutcome<Done> | null {
    return this.#outcome
  }

  /** From the choice of a target on, until the outcome is known. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Back to the choices. */
  forget(): void {
    this.#outcome = null
  }

  async showInFolder(): Promise<void> {
    const { files, notices } = this.#parts
    if (this.#outcome?.kind !== 'done') return
    await files
      .showInFolder?.(this.#outcome.target)
      .catch((error: unknown) => notices.showError('The folder could not be shown', error))
  }

  /** Never rejects: what goes wrong is the outcome. There is none where `write` gives null, as when a person gives up. */
  protected async run(write: () => Promise<RunOutcome<Done> | null>): Promise<void> {
    this.forget()
    this.#isBusy = true
    try {
      this.#outcome = await write()
    } catch (error) {
      this.#outcome = isCancelled(error)
        ? { kind: 'cancelled' }
        : { kind: 'failed', notice: describeError(this.#failure, error) }
    } finally {
      this.#isBusy = false
    }
  }
}
