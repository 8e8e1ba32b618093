/** Presets of this window's person, beside those that are always there. */
import { parsePreset, type OwnPreset } from '@core/contract/exportSchema'
import type { ExportForm } from '@core/contract/exports'
import { presetIds, presets } from '@core/export/presets'
import { recall, remember } from '../../ui/remembered'

const storageKey = 'export-presets'
const mostPresets = 50

export interface ShownPreset {
  readonly value: string
  readonly name: string
  readonly text: string
  readonly form: ExportForm
  readonly isOwn: boolean
}

export class OwnPresets {
  #own = $state.raw<readonly OwnPreset[]>(readStored())

  /** Those that are always there, then the person's own. */
  get all(): readonly ShownPreset[] {
    return [
      ...presetIds.map((id) => ({ value: id, ...presets[id], isOwn: false })),
      ...this.#own.map(({ name, ...form }) => ({
        value: `own ${name}`,
        name,
        text: 'A preset of your own.',
        form,
        isOwn: true,
      })),
    ]
  }

  /** The preset that asks for exactly this form. */
  find(form: ExportForm): ShownPreset | undefined {
    return this.all.find((preset) => sameForm(preset.form, form))
  }

  /** Keeps the form under a name; one of the same name is replaced. */
  save(name: string, form: ExportForm): void {
    const others = this.#own.filter((preset) => preset.name !== name)
    this.#keep([...others, { name, ...form }].slice(-mostPresets))
  }

  remove(name: string): void {
    this.#keep(this.#own.filter((preset) => preset.name !== name))
  }

  /** Why a preset cannot have this name, as a sentence. */
  problemOf(name: string): string | null {
    if (name.trim() === '') return 'The preset needs a name.'
    if (presetIds.some((id) => presets[id].name === name.trim())) return 'A ready-made preset has this name.'
    return null
  }

  #keep(own: readonly OwnPreset[]): void {
    this.#own = own
    remember(storageKey, JSON.stringify(own))
  }
}

export function sameForm(a: ExportForm, b: ExportForm): boolean {
  return JSON.stringify(inPlace(a)) === JSON.stringify(inPlace(b))
}

/** All that matters, in one order; what does not matter to the format is left out. */
function inPlace({ format, bits, kilobits, sampleRate, level, broadcast }: ExportForm): unknown[] {
  const isLossy = format === 'mp3' || format === 'ogg'
  const figures = Object.entries(level).sort(([one], [other]) => (one < other ? -1 : 1))
  return [format, isLossy ? kilobits : bits, sampleRate, figures, format === 'wav' && broadcast]
}

/** What another version, or nobody, has kept is left out. */
function readStored(): OwnPreset[] {
  try {
    const stored: unknown = JSON.parse(recall(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.flatMap(readPreset) : []
  } catch {
    return []
  }
}

function readPreset(json: unknown): OwnPreset[] {
  try {
    return [parsePreset(json)]
  } catch {
    return []
  }
}
