import type { PickedFile } from '@core/contract/page'
import type { Shell } from '../../shell/shell'

/** A file on its way to the program: in the browser it is uploaded first. */
export class Intake {
  #taking = $state.raw<{ readonly name: string; readonly done: number } | null>(null)
  #turn = 0
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  /** What is on its way, and how much of it is there, 0 .. 1. */
  get taking(): { readonly name: string; readonly done: number } | null {
    return this.#taking
  }

  /** Null when it was given up meanwhile, or another file was taken in its place. Rejects as the shell does. */
  async take(file: File): Promise<PickedFile | null> {
    const turn = ++this.#turn
    this.#taking = { name: file.name, done: 0 }
    try {
      const picked = await this.#shell.takeFile(file, (done) => {
        if (turn === this.#turn) this.#taking = { name: file.name, done }
      })
      return turn === this.#turn ? picked : null
    } catch (error) {
      if (turn !== this.#turn) return null
      throw error
    } finally {
      if (turn === this.#turn) this.#taking = null
    }
  }

  giveUp(): void {
    this.#turn++
    this.#taking = null
  }
}
