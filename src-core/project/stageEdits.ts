/** Edits of where the sources stand between left and right. Amplitude panning only; levels stay as they are. */
import { ShellacError } from '../contract/errors'
import { setGain, setPan, type Edit } from './edits'
import { panRange } from './limits'
import type { Project, Source } from './project'

export interface Place {
  /** -100 (left) .. 100 (right) */
  readonly pan: number
  /** dB; -Infinity is silence. */
  readonly gain: number
}

/** Pans by the ids of sources: a picture that others are made of by narrowing it. */
export type Layout = ReadonlyMap<string, number>

/** Widest pan of a small band: players that stand close together, as they did before one horn. */
const bandWidth = 45
/** Pans are kept to a tenth, the finest step they are set by. */
const panDigits = 1

export function placeSource(id: string, { pan, gain }: Place): Edit {
  return (project) => setGain(id, gain)(setPan(id, pan)(project))
}

/**
 * A small band on a stage: the lowest source in the centre, each higher one further out, alternately right and left, up to 45.
 *
 * @param order ids of sources, of rising pitch; the others stay where they are.
 */
export function placeBand(order: readonly string[]): Edit {
  return (project) =>
    order.reduce((edited, id, rank) => setPan(id, panOfRank(rank, order.length))(edited), project)
}

/**
 * Ids of the sources of rising pitch, each at the mean centroid of its components weighted by their energy. Sources without
 * components have no pitch and are left out.
 *
 * @param components facts of every component of the project; `centroidHz` > 0, `energyShare` >= 0
 */
export function sourcesByPitch(
  sources: readonly Source[],
  components: readonly { readonly centroidHz: number; readonly energyShare: number }[],
): string[] {
  const pitchOf = (source: Source): number => {
    let moment = 0
    let energy = 0
    for (const k of source.components) {
      // A component of silence has a place in the order too.
      const weight = Math.max(components[k].energyShare, Number.EPSILON)
      moment += weight * components[k].centroidHz
      energy += weight
    }
    return moment / energy
  }
  return sources
    .filter((source) => source.components.length > 0)
    .map((source) => ({ id: source.id, pitch: pitchOf(source) }))
    .toSorted((a, b) => a.pitch - b.pitch)
    .map(({ id }) => id)
}

export function layoutOf(project: Project): Layout {
  return new Map(project.sources.map(({ id, pan }) => [id, pan]))
}

/**
 * Every source of the layout at `width` percent (0..100) of its pan there: 0 puts all of them in the centre, 100 is the layout.
 * Throws ShellacError('bad-argument') for any other width.
 */
export function setWidth(layout: Layout, width: number): Edit {
  if (!(width >= 0 && width <= 100)) {
    throw new ShellacError('bad-argument', `Width is ${width} %; allowed is 0..100 %.`, { value: width })
  }
  return (project) =>
    [...layout].reduce((edited, [id, pan]) => setPan(id, narrowed(pan, width))(edited), project)
}

/** The width in whole percent at which `setWidth` of the layout gives the pans of the project, or null if none does. */
export function widthOf(layout: Layout, project: Project): number | null {
  const pans = layoutOf(project)
  if (pans.size !== layout.size || [...layout.keys()].some((id) => !pans.has(id))) return null
  const isAt = (width: number): boolean =>
    [...layout].every(([id, pan]) => narrowed(pan, width) === pans.get(id))
  if (isAt(100)) return 100
  const [widestId, widest] = [...layout].reduce((a, b) => (Math.abs(b[1]) > Math.abs(a[1]) ? b : a))
  // Adding 0 makes the -0 of a source on the left in the centre a plain 0.
  const width = Math.round((100 * (pans.get(widestId) ?? 0)) / widest) + 0
  return width >= 0 && width < 100 && isAt(width) ? width : null
}

/** `rank` others are lower, of `count` in all. */
function panOfRank(rank: number, count: number): number {
  if (count < 2) return 0
  const pan = Math.round((bandWidth * rank) / (count - 1))
  return rank % 2 === 0 ? -pan : pan
}

function narrowed(pan: number, width: number): number {
  const exact = Math.max(panRange.minimum, Math.min(panRange.maximum, (pan * width) / 100))
  return width === 100 ? pan : Number(exact.toFixed(panDigits)) + 0
}
