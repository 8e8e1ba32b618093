import type { DecompositionWish, RecordingLevels } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { SessionId, WorkId } from '@core/contract/ids'
import type { Edit } from '@core/project/edits'
import type { Project } from '@core/project/project'
import type { Shell } from '../shell/shell'
import { DocumentState } from './documentState.svelte'
import { FactorStore } from './factors.svelte'
import { Jobs } from './jobs.svelte'
import { presets } from './presets'
import { SavePlace } from './savePlace.svelte'
import { editProject, type WorkDocument } from './workDocument'
import type { Origin, WorkSnapshot } from './workSnapshot'

export interface OpenSession {
  readonly id: SessionId
  readonly work: WorkId
  readonly origin: Origin
  readonly levels: RecordingLevels
}

/**
 * The recording or project that is open. What is done with it by the engine are functions of it: `opening`, `takingUp`,
 * `decomposing`, `writing`. They reject with a ShellacError; what they were about is then as it was before.
 */
export class Work {
  readonly document = new DocumentState()
  readonly place = new SavePlace()
  readonly jobs: Jobs
  readonly factors: FactorStore
  readonly shell: Shell
  #session = $state.raw<OpenSession | null>(null)
  /** What the next analysis is to be made with. */
  settings = $state.raw<DecompositionWish>(presets.standard.settings)
  /** Whether the next analysis takes over names, groups and mix where components clearly match. */
  keepsGroups = $state(true)
  /** Name of the file that is being opened. */
  opening = $state<string | null>(null)
  /** Under way while an engine that was started anew is given back what the one before it had. */
  recovery: Promise<void> | null = null

  constructor(shell: Shell) {
    this.shell = shell
    this.jobs = new Jobs(shell.engine)
    this.factors = new FactorStore(shell.engine)
  }

  get session(): OpenSession | null {
    return this.#session
  }

  get project(): Project | null {
    return this.document.current?.decomposed?.project ?? null
  }

  /** What the window is called: the project's file, else the recording's. */
  get title(): string | null {
    const name = this.place.target?.name ?? this.#session?.origin.name ?? null
    return name !== null && this.place.owner ? `${name} (read-only)` : name
  }

  /** What the next analysis is made with: the settings, and what the document has to learn from. */
  get wish(): DecompositionWish {
    return { ...this.settings, learned: this.document.current?.learned ?? [] }
  }

  /** Puts a session in place of the one that is open, which the engine may forget. The document is the caller's to open. */
  begin(session: OpenSession): void {
    this.#forget()
    this.#session = session
    this.place.clear()
  }

  /** What is open goes by another name in an engine that was started anew. */
  renameSession(id: SessionId): void {
    if (this.#session) this.#session = { ...this.#session, id }
  }

  /** Closes what is open without asking. */
  close(): void {
    this.#forget()
    this.#session = null
    this.place.clear()
    this.document.close()
    this.factors.clear()
  }

  edit(label: string, edit: Edit, mergeKey?: string): void {
    this.document.commit(label, editProject(edit), mergeKey)
  }

  tryOut(edit: Edit): void {
    this.document.tryOut(editProject(edit))
  }

  /** What goes on is taken up from; null when nothing is open. */
  snapshot(): WorkSnapshot | null {
    const { settings, document } = this
    const { history, savedStep } = document
    if (!this.#session || !history) return null
    const { id: session, work: id, origin, levels } = this.#session
    const analysis = this.jobs.of('analyse')?.id ?? null
    return { id, session, origin, levels, ...this.place.facts, history, savedStep, settings, analysis }
  }

  /** @throws ShellacError 'unknown-session' when nothing is open */
  requireSession(): OpenSession {
    return this.#session ?? refuse()
  }

  /** The document that is kept. @throws ShellacError 'unknown-session' when nothing is open */
  requireDocument(): WorkDocument {
    return this.document.settled ?? refuse()
  }

  #forget(): void {
    if (!this.#session) return
    // What the engine forgets is nobody's loss if it has ended itself.
    this.shell.engine.call('closeSession', { session: this.#session.id }).catch(() => undefined)
  }
}

function refuse(): never {
  throw new ShellacError('unknown-session', 'No recording is open.')
}
