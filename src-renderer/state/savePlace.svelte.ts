import type { PickedFile, ProjectOwner, SaveTarget } from '@core/contract/page'
import type { WorkSnapshot } from './workSnapshot'

/** What a snapshot says of it. */
type PlaceFacts = Pick<WorkSnapshot, 'target' | 'owner' | 'revision'>

/** Where the project is saved, and who else has it open. */
export class SavePlace {
  #target = $state.raw<SaveTarget | null>(null)
  #owner = $state.raw<ProjectOwner | null>(null)
  /** Of the target, as it was when it was opened or saved here. */
  #revision: string | null = null

  /** Where the project was saved or opened, null before that. */
  get target(): SaveTarget | null {
    return this.#target
  }

  /** Who has the project that was opened, which is therefore only read here. */
  get owner(): ProjectOwner | null {
    return this.#owner
  }

  get facts(): PlaceFacts {
    return { target: this.#target, owner: this.#owner, revision: this.#revision }
  }

  set({ target, owner, revision }: PlaceFacts): void {
    this.#target = target
    this.#owner = owner ?? null
    this.#revision = revision
  }

  clear(): void {
    this.set({ target: null, owner: null, revision: null })
  }

  /** The project is somebody else's to save: here it is saved under another name only. */
  leaveTo(owner: ProjectOwner): void {
    this.#owner = owner
    this.#target = null
  }

  /** The project that was left to its owner is saved over from now on, unless it was changed since it was opened here. */
  takeOver({ file, name }: PickedFile): void {
    if (!this.#owner) return
    this.#owner = null
    this.#target = { file, name, isDownload: false, mayReplace: true }
  }

  /** What saving to a target replaces as far as it is known here; undefined for another file. */
  revisionAt({ file }: SaveTarget): string | undefined {
    return file === this.#target?.file ? (this.#revision ?? undefined) : undefined
  }
}
