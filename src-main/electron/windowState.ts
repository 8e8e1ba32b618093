/** Where the window was: kept between runs and brought back onto a display that is there now. */
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { writeFileAtomically } from '../services/files/atomicWrite'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  /** Of the window when it is not maximised; without x and y the system chooses the place. */
  readonly bounds: {
    readonly width: number
    readonly height: number
    readonly x?: number
    readonly y?: number
  }
  readonly isMaximised: boolean
}

export const smallestWindow = { width: 960, height: 640 } as const
const usualWindow = { width: 1440, height: 900 } as const
/** How much of the window's top edge must lie on a display to be grasped there, in pixels. */
const graspable = { width: 120, height: 32 } as const

const whole = v.pipe(v.number(), v.safeInteger())
const savedState = v.object({
  bounds: v.object({ x: whole, y: whole, width: whole, height: whole }),
  isMaximised: v.boolean(),
})
export type SavedWindowState = v.InferOutput<typeof savedState>

/**
 * The state to open a window in.
 * @param saved whatever was found; what is no state counts as nothing
 * @param displays work areas of the displays that are there, the main one first; at least one
 */
export function placeWindow(saved: unknown, displays: readonly [Rectangle, ...Rectangle[]]): WindowState {
  const parsed = v.safeParse(savedState, saved)
  if (!parsed.success) return { bounds: fitInto(displays[0], usualWindow), isMaximised: false }
  const { bounds, isMaximised } = parsed.output
  const home = displays.find((display) => isGraspable(bounds, display))
  if (!home) return { bounds: fitInto(displays[0], bounds), isMaximised }
  return { bounds: { x: bounds.x, y: bounds.y, ...fitInto(home, bounds) }, isMaximised }
}

function fitInto(display: Rectangle, size: { readonly width: number; readonly height: number }) {
  return {
    width: Math.max(smallestWindow.width, Math.min(size.width, display.width)),
    height: Math.max(smallestWindow.height, Math.min(size.height, display.height)),
  }
}

/** Whether enough of the top edge, where a window is moved by, lies on a display. */
function isGraspable(bounds: Rectangle, display: Rectangle): boolean {
  const left = Math.max(bounds.x, display.x)
  const right = Math.min(bounds.x + bounds.width, display.x + display.width)
  return (
    right - left >= graspable.width &&
    bounds.y >= display.y &&
    bounds.y + graspable.height <= display.y + display.height
  )
}

/** What was saved, or undefined. Never rejects. */
export async function readWindowState(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Never rejects: the next window opens at its usual place then. */
export async function saveWindowState(path: string, state: SavedWindowState): Promise<void> {
  try {
    await writeFileAtomically(path, Buffer.from(`${JSON.stringify(state)}\n`), { overwrite: true })
  } catch {
    // Said above.
  }
}
