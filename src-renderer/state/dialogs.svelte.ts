import type { FileKind, PickedFile, SaveTarget } from '@core/contract/page'

export type DialogName =
  | 'command-palette'
  | 'key-sheet'
  | 'about'
  | 'recover'
  | 'export'
  | 'picture'
  | 'convergence'
  | 'algorithms'
  | 'smoothness'
  | 'suggest'
  | 'split'
  | 'merge'
  | 'suggest-smoothness'
  | 'learn'

export interface Question {
  readonly title: string
  readonly text: string
  /** The last answer is what the Enter key gives; Escape gives 'cancel'. */
  readonly answers: readonly { readonly value: string; readonly label: string; readonly isDanger?: boolean }[]
}

/** What the picker in the page is asked for, where the system has no dialogs for the page. */
export type PickerWish =
  | { readonly mode: 'open'; readonly kinds: readonly FileKind[] }
  | { readonly mode: 'save'; readonly kind: FileKind | 'export'; readonly name: string }

interface Asked<Wish, Answer> {
  readonly wish: Wish
  readonly answer: (answer: Answer) => void
}

/** What stands in front of everything else. At most one of each, and a question before all. */
export class Dialogs {
  shown = $state<DialogName | null>(null)
  #question = $state.raw<Asked<Question, string> | null>(null)
  #picker = $state.raw<Asked<PickerWish, PickedFile | SaveTarget | null> | null>(null)

  get question(): Asked<Question, string> | null {
    return this.#question
  }

  get picker(): Asked<PickerWish, PickedFile | SaveTarget | null> | null {
    return this.#picker
  }

  get isAnyOpen(): boolean {
    return this.shown !== null || this.#question !== null || this.#picker !== null
  }

  /** Asks and waits; 'cancel' when the person closes the question. */
  ask(wish: Question): Promise<string> {
    this.#question?.answer('cancel')
    return new Promise((resolve) => {
      this.#question = {
        wish,
        answer: (answer) => {
          this.#question = null
          resolve(answer)
        },
      }
    })
  }

  /** Asks whether a file of that name, which is there, is replaced. */
  async mayReplace(name: string): Promise<boolean> {
    const answer = await this.ask({
      title: `Replace ${name}?`,
      text: 'A file of that name is there already. Replacing it cannot be undone.',
      answers: [
        { value: 'cancel', label: 'Cancel' },
        { value: 'replace', label: 'Replace', isDanger: true },
      ],
    })
    return answer === 'replace'
  }

  /** Null when the person chooses nothing. */
  pickFile(kinds: readonly FileKind[]): Promise<PickedFile | null> {
    return this.#pick({ mode: 'open', kinds })
  }

  /** Null when the person chooses nothing. */
  pickTarget(kind: FileKind | 'export', name: string): Promise<SaveTarget | null> {
    return this.#pick({ mode: 'save', kind, name }) as Promise<SaveTarget | null>
  }

  #pick(wish: PickerWish): Promise<PickedFile | SaveTarget | null> {
    this.#picker?.answer(null)
    return new Promise((resolve) => {
      this.#picker = {
        wish,
        answer: (answer) => {
          this.#picker = null
          resolve(answer)
        },
      }
    })
  }
}
