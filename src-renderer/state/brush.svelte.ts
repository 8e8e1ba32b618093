import type { Project } from '@core/project/project'
import type { Stroke, StrokeShape } from '@core/project/stroke'
import { addStroke, removeAllStrokes, removeStroke } from '@core/project/strokeEdits'
import { strokeGroupName } from '@core/project/stroke'
import { isCancelled, type Notices } from './notices.svelte'
import { strokeGroupOptions, type StrokeGroupOption } from './strokeGroups'
import type { View } from './view.svelte'
import type { Work } from './work.svelte'
import { refine } from './decomposing'

/** All other groups, as a choice of where what is painted does not belong. */
export const allOthers = 'others'

export const brushSizes = { minimum: 6, maximum: 120 }

/** The tool that paints on the spectrogram: how it is set, never saved and never undone; what it painted is in the document. */
export class Brush {
  mode = $state<'off' | 'paint' | 'erase'>('off')
  /** Diameter, CSS pixels. */
  size = $state(32)
  /** Percent */
  strength = $state(100)
  /** Keys of strokeGroupOptions. */
  #to = $state<string | null>(null)
  #from = $state(allOthers)
  readonly #work: Work
  readonly #view: View

  constructor(work: Work, view: View) {
    this.#work = work
    this.#view = view
  }

  readonly options = $derived.by(() => (this.#work.project ? strokeGroupOptions(this.#work.project) : []))
  /** Where what is painted belongs: as chosen, else the first group that has components. */
  readonly to = $derived.by(() => this.#option(this.#to) ?? this.options.find((it) => !it.isEmpty) ?? null)
  /** Null: all others. */
  readonly from = $derived.by(() => {
    const chosen = this.#option(this.#from)
    return chosen && chosen.value !== this.to?.value ? chosen : null
  })

  /** Why nothing can be painted, or null. */
  get problem(): string | null {
    for (const option of [this.to, this.from]) {
      if (option?.isEmpty) return `${option.label} has no components yet: give it some first.`
    }
    const filled = this.options.filter((it) => !it.isEmpty)
    return filled.length < 2 ? 'Group some components first: there is nothing to tell apart yet.' : null
  }

  get isOn(): boolean {
    return this.mode !== 'off'
  }

  toggle(mode: 'paint' | 'erase'): void {
    this.mode = this.mode === mode ? 'off' : mode
    if (this.mode !== 'off' && this.#view.spectrogram === 'hidden') this.#view.spectrogram = 'beside'
  }

  chooseTo(key: string): void {
    this.#to = key
  }

  chooseFrom(key: string): void {
    this.#from = key
  }

  /** Paints with the present settings. */
  paint(shape: StrokeShape): void {
    if (this.problem !== null || !this.to) return
    const { to, from, strength } = this
    const stroke: Stroke = { to: to.group, from: from?.group ?? null, strength, shape }
    this.#work.edit(`Paint ${to.label}`, addStroke(stroke))
  }

  erase(number: number): void {
    const { project } = this.#work
    const stroke = project?.strokes.at(number)
    if (!project || !stroke) return
    this.#work.edit(`Erase a stroke of ${strokeGroupName(project, stroke.to)}`, removeStroke(number))
  }

  eraseAll(): void {
    this.#work.edit('Erase all strokes', removeAllStrokes())
  }

  /** Lets the components themselves learn what was painted. */
  async refine(notices: Notices): Promise<void> {
    try {
      await refine(this.#work)
    } catch (error) {
      if (!isCancelled(error)) notices.showError('Refining did not finish', error)
    }
  }

  get strokes(): Project['strokes'] {
    return this.#work.project?.strokes ?? []
  }

  #option(key: string | null): StrokeGroupOption | null {
    return this.options.find(({ value }) => value === key) ?? null
  }
}
