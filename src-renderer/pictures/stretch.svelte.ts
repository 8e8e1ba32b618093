import { flushSync, untrack } from 'svelte'
import type { TimeRange } from '@core/pictures/timeAxis'
import { paintQueue } from './paintQueue'
import { isOutworn, isStretched, offsetOf, stretchOf, widened } from './stretchMaths'

/** Milliseconds without a change after which what was stretched is drawn as it should be. */
const settling = 160

interface Shown {
  readonly range: TimeRange
  /** seconds */
  readonly duration: number
}

/**
 * A picture on the time axis, drawn wider than its place (`widening`) and moved and stretched by CSS while one pans and zooms: drawing
 * ten lanes anew for every frame takes longer than a frame. To be made where effects may be made.
 */
export class Stretch {
  #drawn = $state.raw<TimeRange>({ start: 0, end: 1 })
  readonly #shown: () => Shown
  #timer: ReturnType<typeof setTimeout> | undefined
  #isFirst = true

  constructor(shown: () => Shown) {
    this.#shown = shown
    this.#drawn = widened(untrack(shown).range)
    $effect(() => {
      const { range, duration } = shown()
      untrack(() => this.#consider(range, duration))
    })
    $effect(() => () => {
      clearTimeout(this.#timer)
      paintQueue.drop(this)
    })
  }

  /** What is to be drawn. */
  get drawn(): TimeRange {
    return this.#drawn
  }

  /** For an element `widening` times as wide as its place, with its origin at the left: `width` is that of the place, CSS pixels. */
  transform(width: number): string {
    const { range } = this.#shown()
    const stretch = stretchOf(this.#drawn, range)
    const left = offsetOf(this.#drawn, range) * width
    // On whole pixels of the screen, where it would not be sharp otherwise.
    const x = isStretched(this.#drawn, range) ? left : Math.round(left * devicePixelRatio) / devicePixelRatio
    return `translateX(${x}px) scaleX(${stretch})`
  }

  #consider(range: TimeRange, duration: number): void {
    clearTimeout(this.#timer)
    if (isOutworn(this.#drawn, range, duration)) {
      // What was shown first was of nothing that one has seen yet.
      if (this.#isFirst) this.#drawn = widened(range)
      else this.#drawSoon()
    } else if (isStretched(this.#drawn, range)) {
      this.#timer = setTimeout(() => this.#drawSoon(), settling)
    }
    this.#isFirst = false
  }

  #drawSoon(): void {
    // At once, so that the queue sees how long the drawing takes.
    paintQueue.add(this, () => flushSync(() => (this.#drawn = widened(this.#shown().range))))
  }
}
