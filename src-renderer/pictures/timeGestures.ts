/** Panning and zooming the one time axis by wheel, trackpad, two fingers, the middle button, or Alt and a drag. */
import type { Attachment } from 'svelte/attachments'
import { xToTime, type TimeRange } from '@core/pictures/timeAxis'
import { isAlongTime, rangeAfterDrag, rangeAfterPinch, rangeAfterWheel, type Axis } from './timeMoves'

export interface GestureSettings {
  /** What is seen; null: everything. */
  readonly view: { visible: TimeRange | null }
  /** seconds */
  readonly duration: () => number
  /** Selector of what in the element is as wide as the axis; the element itself if not given. */
  readonly place?: string
  /** The wheel alone scrolls up and down there. */
  readonly isScroller?: boolean
}

/**
 * `{@attach timeGestures({ view, duration })}`. A press that it takes, other listeners of the element and of what is in it never hear of; one
 * that turns out to be the first of two fingers is cancelled for them.
 */
export function timeGestures(settings: GestureSettings): Attachment<HTMLElement> {
  return (element) => {
    const gestures = new Gestures(element, settings)
    const kinds = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'mousedown'] as const
    // Before anything in the element hears of it.
    for (const kind of kinds) element.addEventListener(kind, gestures, { capture: true })
    element.addEventListener('wheel', gestures, { passive: false })
    return () => {
      for (const kind of kinds) element.removeEventListener(kind, gestures, { capture: true })
      element.removeEventListener('wheel', gestures)
    }
  }
}

const middleButton = 1

class Gestures {
  readonly #element: HTMLElement
  readonly #settings: GestureSettings
  /** Pointer ids -> CSS pixels from the left of the axis. */
  readonly #fingers = new Map<number, number>()
  /** Times that two fingers hold. */
  #held: readonly [number, number] | null = null
  /** Made here, for others. */
  #cancelling: PointerEvent | null = null
  #drag: { readonly pointerId: number; readonly x: number } | null = null

  constructor(element: HTMLElement, settings: GestureSettings) {
    this.#element = element
    this.#settings = settings
  }

  handleEvent(event: MouseEvent): void {
    if (event instanceof WheelEvent) this.#turn(event)
    else if (!(event instanceof PointerEvent)) preventAutoScroll(event)
    else if (event.type === 'pointerdown') this.#press(event)
    else if (event.type === 'pointermove') this.#move(event)
    else if (event !== this.#cancelling) this.#release(event)
  }

  get #box(): DOMRect {
    const { place } = this.#settings
    const element = place === undefined ? this.#element : this.#element.querySelector(place)
    return (element ?? this.#element).getBoundingClientRect()
  }

  #xOf({ clientX }: MouseEvent): number {
    return clientX - this.#box.left
  }

  #axis(): Axis {
    const duration = this.#settings.duration()
    const range = this.#settings.view.visible ?? { start: 0, end: duration }
    return { range, duration, width: Math.max(1, this.#box.width) }
  }

  #turn(event: WheelEvent): void {
    const { view, isScroller = false, duration } = this.#settings
    const isZoom = event.ctrlKey || event.metaKey
    const isMeant = isZoom || (view.visible !== null && (!isScroller || isAlongTime(event)))
    const x = this.#xOf(event)
    if (!isMeant || x < 0 || duration() === 0) return
    event.preventDefault()
    view.visible = rangeAfterWheel(event, x, this.#axis())
  }

  #press(event: PointerEvent): void {
    const x = this.#xOf(event)
    if (x < 0) return
    if (event.pointerType === 'touch') this.#touch(event, x)
    else if (event.button === middleButton || (event.button === 0 && event.altKey)) {
      take(event)
      this.#element.setPointerCapture(event.pointerId)
      this.#drag = { pointerId: event.pointerId, x }
    }
  }

  #touch(event: PointerEvent, x: number): void {
    if (this.#fingers.size >= 2) return
    this.#fingers.set(event.pointerId, x)
    const [first, second] = this.#fingers.values()
    if (this.#fingers.size < 2) return
    take(event)
    const { range, width } = this.#axis()
    this.#held = [xToTime(first, range, width), xToTime(second, range, width)]
    this.#cancelling = new PointerEvent('pointercancel', { bubbles: true })
    event.target?.dispatchEvent(this.#cancelling)
  }

  #move(event: PointerEvent): void {
    const { view } = this.#settings
    const x = this.#xOf(event)
    if (this.#drag?.pointerId === event.pointerId) {
      if (view.visible) view.visible = rangeAfterDrag(x - this.#drag.x, this.#axis())
      this.#drag = { pointerId: event.pointerId, x }
    } else if (this.#fingers.has(event.pointerId)) {
      this.#fingers.set(event.pointerId, x)
      if (!this.#held) return
      const [first, second] = this.#fingers.values()
      view.visible = rangeAfterPinch({ times: this.#held, places: [first, second] }, this.#axis())
    }
  }

  #release(event: PointerEvent): void {
    if (this.#drag?.pointerId === event.pointerId) this.#drag = null
    this.#fingers.delete(event.pointerId)
    if (this.#fingers.size < 2) this.#held = null
  }
}

function take(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

function preventAutoScroll(event: MouseEvent): void {
  if (event.button === middleButton) event.preventDefault()
}
