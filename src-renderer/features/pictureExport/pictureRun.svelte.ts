import { ShellacError } from '@core/contract/errors'
import type { SaveTarget } from '@core/contract/page'
import type { PictureFormat, PictureWish } from '@core/contract/pictures'
import type { App } from '../../state/app.svelte'
import { describeError, isCancelled, type NoticeContent } from '../../state/notices.svelte'
import { exportPicture } from '../../state/writing'
import { suggestPictureName } from './pictureName'

export interface PictureOrder {
  readonly picture: PictureWish
  readonly format: PictureFormat
}

/** How the last export of a picture ended. */
export type PictureOutcome =
  | { readonly kind: 'done'; readonly target: SaveTarget; readonly name: string }
  | { readonly kind: 'failed'; readonly notice: NoticeContent }
  | { readonly kind: 'cancelled' }

/** One picture after the other: from the question where to, to what came of it. */
export class PictureRun {
  #outcome = $state.raw<PictureOutcome | null>(null)
  #isBusy = $state(false)
  readonly #app: App

  constructor(app: App) {
    this.#app = app
  }

  get outcome(): PictureOutcome | null {
    return this.#outcome
  }

  /** From the choice of a target on, until the outcome is known. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  forget(): void {
    this.#outcome = null
  }

  /** Asks where to, and writes. Never rejects: what goes wrong is the outcome. */
  async start(order: PictureOrder): Promise<void> {
    if (this.#isBusy) return
    this.forget()
    this.#isBusy = true
    try {
      this.#outcome = await this.#chooseAndWrite(order)
    } catch (error) {
      this.#outcome = isCancelled(error)
        ? { kind: 'cancelled' }
        : { kind: 'failed', notice: describeError('The picture could not be written', error) }
    } finally {
      this.#isBusy = false
    }
    this.#tellUnseen()
  }

  async showInFolder(): Promise<void> {
    const { files, notices } = this.#app
    if (this.#outcome?.kind !== 'done') return
    await files
      .showInFolder?.(this.#outcome.target)
      .catch((error: unknown) => notices.showError('The folder could not be shown', error))
  }

  async #chooseAndWrite(order: PictureOrder): Promise<PictureOutcome | null> {
    const { files, work } = this.#app
    const { current } = work.document
    if (!current) return null
    const name = suggestPictureName(current.recording.name, order, work.project)
    const target = await files.chooseTarget('picture', name)
    return target && this.#write(target, order, target.mayReplace)
  }

  async #write(target: SaveTarget, order: PictureOrder, overwrite: boolean): Promise<PictureOutcome | null> {
    const { files, work, dialogs } = this.#app
    try {
      const { name } = await exportPicture(work, target, { ...order, overwrite })
      await files.deliver(target)
      return { kind: 'done', target, name }
    } catch (error) {
      if (overwrite || !(error instanceof ShellacError) || error.code !== 'target-exists') throw error
    }
    return (await dialogs.mayReplace(target.name)) ? this.#write(target, order, true) : null
  }

  /** The person may have closed the dialog meanwhile. */
  #tellUnseen(): void {
    const { dialogs, notices } = this.#app
    const outcome = this.#outcome
    if (dialogs.shown === 'picture' || !outcome || outcome.kind === 'cancelled') return
    if (outcome.kind === 'failed') notices.show(outcome.notice)
    else notices.show({ tone: 'success', title: `Exported ${outcome.name}` })
    this.forget()
  }
}
