import { ShellacError } from '@core/contract/errors'
import type { WorkId } from '@core/contract/ids'
import type { RecoverableWork, RecoveredWork } from '@core/contract/page'
import type { Shell } from '../shell/shell'
import { analyse } from './decomposing'
import type { Dialogs } from './dialogs.svelte'
import type { Files } from './files'
import { isCancelled, type Notices } from './notices.svelte'
import { askForRecording, missingRecording } from './projectOpening'
import { takeUp } from './takingUp'
import type { Work } from './work.svelte'
import { readSnapshot, type WorkSnapshot } from './workSnapshot'

interface Parts {
  readonly shell: Shell
  readonly work: Work
  readonly dialogs: Dialogs
  readonly files: Files
  readonly notices: Notices
}

/** Unsaved work that earlier runs left: offered, never forced. */
export class Recovery {
  /** Null until it is known. */
  #works = $state.raw<readonly RecoverableWork[] | null>(null)
  readonly #parts: Parts
  /** Keeps the present work with the host at once. */
  keepNow: () => Promise<void> = () => Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get works(): readonly RecoverableWork[] | null {
    return this.#works
  }

  async refresh(): Promise<void> {
    try {
      this.#works = (await this.#parts.shell.host.recoverableWork({})).works
    } catch {
      // Nothing can be offered by a host that does not answer.
      this.#works = []
    }
  }

  /** Goes on with it in place of what is open. Says so itself when that fails; the work stays kept then. */
  async takeUp(id: WorkId): Promise<void> {
    const { shell, notices } = this.#parts
    try {
      const recovered = await shell.host.recoverWork({ id })
      const snapshot = readSnapshot(recovered.text)
      if (snapshot) await this.#open(snapshot, recovered)
      else notices.show({ tone: 'error', title: 'The work was kept by another version of Shellac' })
    } catch (error) {
      if (!isCancelled(error)) notices.showError('The work could not be recovered', error)
    }
    await this.refresh()
  }

  /** Throws it away, after asking. */
  async forget({ id, name }: RecoverableWork): Promise<void> {
    const { shell, dialogs, notices } = this.#parts
    const answer = await dialogs.ask({
      title: `Throw away what you did with ${name}?`,
      text: 'It was never saved, and cannot be recovered after this. Recordings and saved projects stay as they are.',
      answers: [
        { value: 'forget', label: 'Throw away', isDanger: true },
        { value: 'cancel', label: 'Keep' },
      ],
    })
    if (answer !== 'forget') return
    try {
      await shell.host.forgetWork({ id })
    } catch (error) {
      notices.showError('It could not be thrown away', error)
    }
    await this.refresh()
  }

  async #open(snapshot: WorkSnapshot, { arrays }: RecoveredWork): Promise<void> {
    const { work, notices } = this.#parts
    const files = new Map(arrays.map(({ artifact, file }) => [artifact, file]))
    let lost: number
    try {
      lost = await takeUp(work, snapshot, files)
    } catch (error) {
      const origin = isElsewhere(error) ? await this.#find(snapshot, error) : null
      if (!origin) throw error
      lost = await takeUp(work, { ...snapshot, origin }, files)
    }
    if (lost > 0) {
      notices.show({
        tone: 'warning',
        title: `${snapshot.origin.name} was recovered in part`,
        text: `The components of ${lost} ${lost === 1 ? 'step' : 'steps'} are damaged; analyse the recording again.`,
      })
    } else if (snapshot.analysis) this.#offerAnalysis(snapshot.origin.name)
  }

  /** The file is not where it was, or is another one: the person may know where it went. */
  async #find({ origin }: WorkSnapshot, error: ShellacError): Promise<WorkSnapshot['origin'] | null> {
    const { dialogs, files } = this.#parts
    if (missingRecording(error) !== undefined) {
      const recording = await askForRecording(error, { dialogs, files })
      return recording && { ...origin, recording }
    }
    const answer = await dialogs.ask({
      title: `Where is ${origin.name}?`,
      text: `${error.message} If it was moved or renamed, choose it; it is known again by its content.`,
      answers: [
        { value: 'cancel', label: 'Cancel' },
        { value: 'find', label: 'Choose the file…' },
      ],
    })
    const picked = answer === 'find' ? await files.choose([origin.kind]) : null
    return picked && { ...origin, ...picked }
  }

  #offerAnalysis(name: string): void {
    const { work, notices } = this.#parts
    const begin = (): void => {
      analyse(work).catch((error: unknown) => {
        if (!isCancelled(error)) notices.showError('The analysis did not finish', error)
      })
    }
    notices.show({
      tone: 'warning',
      title: `An analysis of ${name} was under way`,
      text: 'Its settings are as they were.',
      action: { label: 'Analyse', run: begin },
    })
  }
}

function isElsewhere(error: unknown): error is ShellacError {
  return (
    error instanceof ShellacError &&
    ['file-not-found', 'recording-not-found', 'recording-changed', 'unreadable-file'].includes(error.code)
  )
}
