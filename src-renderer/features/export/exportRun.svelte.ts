import type { Exported } from '@core/contract/engine'
import type { ExistingRule, ExportWish } from '@core/contract/exports'
import { needsFolder } from '@core/export/exportPlan'
import { ShellacError } from '@core/contract/errors'
import type { SaveTarget } from '@core/contract/page'
import type { App } from '../../state/app.svelte'
import { FileRun, type RunOutcome } from '../../state/fileRun.svelte'
import { describeError, type NoticeContent } from '../../state/notices.svelte'
import { exportAudio } from '../../state/writing'

interface Written {
  readonly isFolder: boolean
  readonly exported: Exported
}
type ExportOutcome = RunOutcome<Written>

/** One export after the other. */
export class ExportRun extends FileRun<Written> {
  /** Why the files were written but did not reach the browser. */
  #deliveryProblem = $state.raw<NoticeContent | null>(null)
  readonly #app: App

  constructor(app: App) {
    super(app, 'The export did not finish')
    this.#app = app
  }

  get deliveryProblem(): NoticeContent | null {
    return this.#deliveryProblem
  }

  override forget(): void {
    super.forget()
    this.#deliveryProblem = null
  }

  /** Asks where to, under the name unless the person says another, and writes. */
  async start(wish: ExportWish, name: string): Promise<void> {
    if (this.isBusy) return
    await this.run(() => this.#chooseAndWrite(wish, name))
    this.#tellUnseen()
  }

  /** Hands what was written to the browser, where it is for download. */
  async deliver(): Promise<void> {
    if (this.outcome?.kind === 'done') await this.#deliver(this.outcome.target)
  }

  async #chooseAndWrite(wish: ExportWish, name: string): Promise<ExportOutcome | null> {
    const target = await this.#app.files.chooseTarget('export', name)
    if (!target) return null
    return this.#write(target, { ...wish, existing: target.mayReplace ? 'replace' : 'refuse' })
  }

  async #write(target: SaveTarget, wish: ExportWish): Promise<ExportOutcome | null> {
    try {
      const exported = await exportAudio(this.#app.work, target, wish)
      await this.#deliver(target)
      return { kind: 'done', target, isFolder: needsFolder(wish.contents), exported }
    } catch (error) {
      const mayAsk = wish.existing === 'refuse' && error instanceof ShellacError
      if (!mayAsk || error.code !== 'target-exists') throw error
    }
    const answer = await this.#app.dialogs.ask(existingQuestion(target.name, needsFolder(wish.contents)))
    const rule = rules.find((it) => it === answer)
    if (rule) return this.#write(target, { ...wish, existing: rule })
    return answer === 'another' ? this.#chooseAndWrite(wish, target.name) : null
  }

  async #deliver(target: SaveTarget): Promise<void> {
    this.#deliveryProblem = null
    try {
      await this.#app.files.deliver(target)
    } catch (error) {
      this.#deliveryProblem = describeError('The files were written but could not be downloaded', error)
    }
  }

  /** The person may have closed the dialog while the export went on. */
  #tellUnseen(): void {
    const { dialogs, notices } = this.#app
    const { outcome } = this
    if (dialogs.shown === 'export' || !outcome || outcome.kind === 'cancelled') return
    const show = (): void => {
      dialogs.shown = 'export'
    }
    const action = { label: 'Show the result', run: show }
    if (outcome.kind === 'failed') notices.show({ ...outcome.notice, action })
    else notices.show({ tone: 'success', title: `Exported ${outcome.target.name}`, action })
  }
}

/** Answers that say what happens to files that exist. */
const rules = ['replace', 'rename', 'skip'] as const satisfies readonly ExistingRule[]

function existingQuestion(name: string, isFolderTarget: boolean): Parameters<App['dialogs']['ask']>[0] {
  return {
    title: `Replace ${isFolderTarget ? `files in ${name}` : name}?`,
    text: isFolderTarget
      ? 'The folder holds files of the same names already. Replacing them cannot be undone; other files in it stay. Keeping both gives the new ones a number; only those that are missing can be written, too.'
      : 'A file of that name, or its report, is there already. Replacing it cannot be undone; keeping both gives the new one a number.',
    answers: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'replace', label: 'Replace', isDanger: true },
      ...(isFolderTarget ? [{ value: 'skip', label: 'Only missing ones' }] : []),
      { value: 'rename', label: 'Keep both' },
      { value: 'another', label: 'Another name…' },
    ],
  }
}
