/** Components that are dragged to a group. One pointer drags at a time, whatever it took hold of. */
import type { Attachment } from 'svelte/attachments'
import type { DropTarget } from './grouping'

interface Drag {
  readonly components: readonly number[]
  /** CSS pixels in the window */
  readonly x: number
  readonly y: number
  /** What the pointer is over. */
  readonly target: DropTarget | null
}

export interface DragSource {
  /** Asked when the drag begins. Component numbers from 0. */
  readonly components: () => readonly number[]
  readonly ondrop: (components: readonly number[], target: DropTarget) => void
  /** Where nothing can be dropped from here. */
  readonly isRefused?: (target: DropTarget) => boolean
}

/** CSS pixels that a press has to move to be a drag. */
const threshold = 5
/** What has presses of its own. */
const notDraggable = 'input, [role="slider"], [aria-haspopup]'

let drag = $state.raw<Drag | null>(null)
/** What is under the pointer and takes what is dragged. */
let findTarget: (x: number, y: number) => DropTarget | null = () => null
const zones = new WeakMap<Element, () => DropTarget>()

/** Null while nothing is dragged. */
export function currentDrag(): Drag | null {
  return drag
}

/** To be called when what is under the pointer has moved while the pointer has not. */
export function lookAgain(): void {
  if (drag) drag = { ...drag, target: findTarget(drag.x, drag.y) }
}

export function isOver(target: DropTarget): boolean {
  const over = drag?.target
  if (over?.kind !== target.kind) return false
  return over.kind !== 'source' || (target.kind === 'source' && over.id === target.id)
}

/** `{@attach dropZone(() => target)}` */
export function dropZone(target: () => DropTarget): Attachment<HTMLElement> {
  return (element) => {
    zones.set(element, target)
    return () => void zones.delete(element)
  }
}

/** `{@attach draggable(source)}`: pressed and moved, its components go with the pointer. Escape gives it up. */
export function draggable(source: DragSource): Attachment<HTMLElement> {
  return (element) => {
    const start = (event: PointerEvent): void => {
      const isFree = !(event.target instanceof Element && event.target.closest(notDraggable))
      if (event.button !== 0 || drag || !isFree) return
      followPointer(event, source)
    }
    element.addEventListener('pointerdown', start)
    return () => element.removeEventListener('pointerdown', start)
  }
}

function followPointer({ pointerId, clientX, clientY }: PointerEvent, source: DragSource): void {
  const listening = new AbortController()
  findTarget = (x, y) => {
    const under = targetAt(x, y)
    return under && !source.isRefused?.(under) ? under : null
  }
  const end = (): void => {
    listening.abort()
    drag = null
  }
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return
    const { clientX: x, clientY: y } = event
    if (!drag && Math.hypot(x - clientX, y - clientY) < threshold) return
    const components = drag?.components ?? source.components()
    drag = { components, x, y, target: findTarget(x, y) }
  }
  const release = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return
    lookAgain()
    const dropped = drag
    end()
    if (!dropped) return
    swallowClick()
    if (dropped.target) source.ondrop(dropped.components, dropped.target)
  }
  const giveUp = (event: KeyboardEvent): void => {
    if (!drag || event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end()
    window.addEventListener('pointerup', swallowClick, { once: true, capture: true })
  }
  const options = { signal: listening.signal, capture: true }
  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerup', release, options)
  window.addEventListener('pointercancel', end, options)
  // Not captured: every element that loses the focus would end the drag.
  window.addEventListener('blur', end, { signal: listening.signal })
  window.addEventListener('keydown', giveUp, options)
}

/** The click that follows a drag means nothing. */
function swallowClick(): void {
  const listening = new AbortController()
  const swallow = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, signal: listening.signal })
  setTimeout(() => listening.abort())
}

function targetAt(x: number, y: number): DropTarget | null {
  for (let element = document.elementFromPoint(x, y); element; element = element.parentElement) {
    const target = zones.get(element)
    if (target) return target()
  }
  return null
}
