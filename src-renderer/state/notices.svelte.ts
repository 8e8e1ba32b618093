import { errorKinds, ShellacError } from '@core/contract/errors'

export interface NoticeContent {
  readonly tone: 'info' | 'success' | 'warning' | 'error'
  readonly title: string
  readonly text?: string
  /** What the person can do next. */
  readonly advice?: string
  /** To be copied into a report. */
  readonly details?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface ShownNotice extends NoticeContent {
  readonly id: number
}

/** Milliseconds that good news stay; what went wrong stays until it is closed. */
const fleeting = 6000

/** What the person should know, newest last. */
export class Notices {
  #all = $state.raw<readonly ShownNotice[]>([])
  #lastId = 0

  get all(): readonly ShownNotice[] {
    return this.#all
  }

  show(notice: NoticeContent): void {
    const id = ++this.#lastId
    const others = this.#all.filter((it) => it.title !== notice.title || it.text !== notice.text)
    this.#all = [...others, { ...notice, id }]
    if (notice.tone === 'info' || notice.tone === 'success') setTimeout(() => this.close(id), fleeting)
  }

  /** @param title what could not be done: 'The recording could not be opened' */
  showError(title: string, error: unknown): void {
    this.show(describeError(title, error))
  }

  close(id: number): void {
    this.#all = this.#all.filter((notice) => notice.id !== id)
  }
}

export function describeError(title: string, error: unknown): NoticeContent {
  if (error instanceof ShellacError) {
    const details = `${title}\n${error.code}: ${error.message}\n${JSON.stringify(error.details)}`
    return { tone: 'error', title, text: error.message, advice: errorKinds[error.code].advice, details }
  }
  const text = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return {
    tone: 'error',
    title,
    text,
    advice: errorKinds.internal.advice,
    details: `${title}\n${text}\n${stack}`,
  }
}

export function isCancelled(error: unknown): boolean {
  return error instanceof ShellacError && error.code === 'cancelled'
}
