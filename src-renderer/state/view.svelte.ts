import type { TimeRange } from '@core/pictures/timeAxis'
import { applyTheme, rememberedTheme, type Theme } from '../ui/theme'

export type LaneOrder = 'pitch' | 'energy' | 'number'
/** 'noise', or the id of a source. */
export type StripId = string

/** How the document is looked at; never saved, never undone. Component numbers count from 0. */
export class View {
  selection = $state.raw<readonly number[]>([])
  /** The component that keys act on when nothing is selected. */
  focusedComponent = $state<number | null>(null)
  focusedStrip = $state<StripId | null>(null)
  /** In a window that is too narrow for it beside the strips, the stage is shown above them. */
  isStageOpen = $state(false)
  /** The component under the pointer, in a lane or as a chip. */
  pointed = $state<number | null>(null)
  /** The component whose name is being edited. */
  renaming = $state<number | null>(null)
  laneOrder = $state<LaneOrder>('pitch')
  /** What is seen of the time axis; null: everything. */
  visible = $state.raw<TimeRange | null>(null)
  /** Between timeline and lanes, in the place of the lanes, or not there. */
  spectrogram = $state<'hidden' | 'beside' | 'large'>('beside')
  /** While it is held, the spectrogram shows what it showed before. */
  isComparing = $state(false)
  theme = $state<Theme>(rememberedTheme())

  reset(): void {
    this.selection = []
    this.focusedComponent = null
    this.focusedStrip = null
    this.pointed = null
    this.renaming = null
    this.visible = null
  }

  setTheme(theme: Theme): void {
    this.theme = theme
    applyTheme(theme)
  }

  /** The components that a command is about: the selected ones, else the focused one. */
  get chosenComponents(): readonly number[] {
    if (this.selection.length > 0) return this.selection
    return this.focusedComponent === null ? [] : [this.focusedComponent]
  }

  /** A click on a lane: alone; with Ctrl or Cmd added or taken out; with Shift everything between. `order` is that of the lanes. */
  select(
    component: number,
    how: { readonly isAdding: boolean; readonly isExtending: boolean },
    order: readonly number[],
  ): void {
    const anchor = this.focusedComponent
    if (how.isExtending && anchor !== null) {
      const [from, to] = [order.indexOf(anchor), order.indexOf(component)].toSorted((a, b) => a - b)
      this.selection = order.slice(Math.max(0, from), to + 1)
      return
    }
    this.focusedComponent = component
    if (!how.isAdding) this.selection = [component]
    else if (this.selection.includes(component))
      this.selection = this.selection.filter((it) => it !== component)
    else this.selection = [...this.selection, component]
  }
}
