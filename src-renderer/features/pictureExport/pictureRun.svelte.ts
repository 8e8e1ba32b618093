import { ShellacError } from '@core/contract/errors'
import type { SaveTarget } from '@core/contract/page'
import type { PictureFormat, PictureWish } from '@core/contract/pictures'
import type { App } from '../../state/app.svelte'
import { FileRun, type RunOutcome } from '../../state/fileRun.svelte'
import { exportPicture } from '../../state/writing'
import { suggestPictureName } from './pictureName'

export interface PictureOrder {
  readonly picture: PictureWish
  readonly format: PictureFormat
}

interface Written {
  readonly name: string
}
type PictureOutcome = RunOutcome<Written>

/** One picture after the other. */
export class PictureRun extends FileRun<Written> {
  readonly #app: App

  constructor(app: App) {
    super(app, 'The picture could not be written')
    this.#app = app
  }

  /** Asks where to, and writes. */
  async start(order: PictureOrder): Promise<void> {
    if (this.isBusy) return
    await this.run(() => this.#chooseAndWrite(order))
    this.#tellUnseen()
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
    const { outcome } = this
    if (dialogs.shown === 'picture' || !outcome || outcome.kind === 'cancelled') return
    if (outcome.kind === 'failed') notices.show(outcome.notice)
    else notices.show({ tone: 'success', title: `Exported ${outcome.name}` })
    this.forget()
  }
}
