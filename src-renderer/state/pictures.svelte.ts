import { colourMapNames, type LevelRange } from '@core/pictures/colourMaps'
import { frequencyScales } from '@core/pictures/frequencyAxis'
import * as v from 'valibot'
import { recall, remember } from '../ui/remembered'
import type { View } from './view.svelte'

/** What the spectrogram's cells show: levels, masks, or masks in colours over the levels of the original. */
export const cellChoices = ['sound', 'mask', 'overlay'] as const
export type CellChoice = (typeof cellChoices)[number]

const levelLimits = v.pipe(v.number(), v.minValue(-120), v.maxValue(0))
const levels: v.GenericSchema<LevelRange> = v.pipe(
  v.object({ floor: levelLimits, ceiling: levelLimits }),
  v.check(({ floor, ceiling }) => floor < ceiling),
)

/** How pictures are drawn; each falls back by itself where what was kept means nothing. */
const settingsSchema = v.object({
  cells: v.fallback(v.picklist(cellChoices), 'sound'),
  frequencies: v.fallback(v.picklist(frequencyScales), 'log'),
  /** dB relative to full scale; null: as the recording's peak suggests. */
  levels: v.fallback(v.nullable(levels), null),
  colourMap: v.fallback(v.picklist(colourMapNames), 'cividis'),
  /** Of the activations in the lanes. */
  gains: v.fallback(v.picklist(['decibels', 'linear']), 'decibels'),
  /** Of the spectrogram between timeline and lanes, CSS pixels; null: a quarter of the window. */
  height: v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
})
export type PictureSettings = v.InferOutput<typeof settingsSchema>

const storageKey = 'shellac-pictures'

/** What pictures show and how: kept by the browser, never saved with the project, never undone. */
export class Pictures {
  #settings = $state.raw(keptSettings())
  /** A key of subjectOptions, or 'chosen': the component that is chosen, else the original. */
  choice = $state('chosen')
  readonly #view: View
  readonly #present: string = $derived.by(() => this.#resolved())
  #last: string | null = null
  /** What was seen before the present subject. */
  #before = $state<string | null>(null)

  constructor(view: View) {
    this.#view = view
  }

  get settings(): PictureSettings {
    return this.#settings
  }

  change(part: Partial<PictureSettings>): void {
    this.#settings = { ...this.#settings, ...part }
    remember(storageKey, JSON.stringify(this.#settings))
  }

  /** Key of what the spectrogram shows: while it is compared, of what it showed before. */
  get shown(): string {
    return this.#view.isComparing ? (this.#before ?? this.#present) : this.#present
  }

  /** Remembers what was seen; to be called where effects may be made. */
  follow(): void {
    $effect(() => {
      const present = this.#present
      if (this.#last !== null && this.#last !== present) this.#before = this.#last
      this.#last = present
    })
  }

  #resolved(): string {
    if (this.choice !== 'chosen') return this.choice
    const { focusedComponent } = this.#view
    return focusedComponent === null ? 'original' : `component ${focusedComponent}`
  }
}

function keptSettings(): PictureSettings {
  return v.parse(settingsSchema, parsed(recall(storageKey) ?? '{}'))
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** A range that shows music well: 70 dB, from 10 dB below the recording's peak (dBFS) down, in steps of 5 dB. */
export function suggestedLevels(peakDbfs: number | null): LevelRange {
  const ceiling = Math.max(-45, Math.min(0, 5 * Math.round(((peakDbfs ?? 0) - 10) / 5)))
  return { floor: ceiling - 70, ceiling }
}
