import { learnedNoise, type Project } from '../../project/project'
import { frameGridOf, timeToFrame } from '../../pictures/timeAxis'
import type { StrokeGroup, StrokeShape } from '../../project/stroke'
import type { GridShape, GridStroke, MaskShaping, MaskSmoothing } from './maskShaping'

/** What of a project decides about the shape of its masks. */
export type ShapedProject = Pick<
  Project,
  'sources' | 'noise' | 'components' | 'analysis' | 'recording' | 'strokes'
>

/** Groups as numbers: the ungrouped components, the noise, and the sources in their order. */
const ungroupedGroup = 0
const noiseGroup = 1
const firstSourceGroup = 2

/** How the person's project shapes the masks of its decomposition; undefined where they stay as they were found. */
export function shapingOf(project: ShapedProject): MaskShaping | undefined {
  const groups = groupsOf(project)
  const smoothing = smoothingOf(project, groups)
  const strokes = gridStrokesOf(project, groups)
  const isUnfiltered = !project.noise.filter && learnedNoise(project.analysis).length > 0
  if (!smoothing && strokes.length === 0 && !isUnfiltered) return undefined
  return { groups, smoothing, strokes, ...(isUnfiltered ? { filter: 'off' } : {}) }
}

/**
 * The strokes in frames and bins. One that gives to a group without components, or takes from one, does nothing until that group has
 * some.
 */
export function gridStrokesOf(project: ShapedProject, groups = groupsOf(project)): GridStroke[] {
  const numberOf = (group: StrokeGroup): number => {
    if (group.kind === 'noise') return noiseGroup
    if (group.kind === 'ungrouped') return ungroupedGroup
    return firstSourceGroup + project.sources.findIndex(({ id }) => id === group.id)
  }
  const present = new Set(groups)
  return project.strokes
    .map(({ to, from, strength, shape }) => ({
      to: numberOf(to),
      from: from && numberOf(from),
      strength: strength / 100,
      shape: onGrid(shape, project),
    }))
    .filter(
      ({ to, from, strength }) => strength > 0 && present.has(to) && (from === null || present.has(from)),
    )
}

function onGrid(shape: StrokeShape, { analysis, recording }: ShapedProject): GridShape {
  const grid = frameGridOf(analysis, recording.sampleRate)
  const frame = (seconds: number): number => timeToFrame(seconds, grid)
  const bin = (hertz: number): number => (hertz * analysis.windowLength) / recording.sampleRate
  if (shape.kind === 'box') {
    const { start, end, low, high } = shape
    return { kind: 'box', start: frame(start), end: frame(end), low: bin(low), high: bin(high) }
  }
  return {
    kind: 'path',
    points: shape.points.map(({ seconds, hertz }) => ({ frame: frame(seconds), bin: bin(hertz) })),
    frames: shape.seconds / grid.secondsPerFrame,
    octaves: shape.octaves,
  }
}

/** Number of the group that each component is in. */
export function groupsOf({ components, noise, sources }: ShapedProject): number[] {
  const groups = components.map(() => ungroupedGroup)
  for (const k of noise.components) groups[k] = noiseGroup
  sources.forEach((source, index) => {
    for (const k of source.components) groups[k] = firstSourceGroup + index
  })
  return groups
}

/** Null where nothing is averaged, or where the noise is nothing or everything. */
function smoothingOf(
  { noise, analysis, recording }: ShapedProject,
  groups: readonly number[],
): MaskSmoothing | null {
  const { milliseconds, hertz } = noise.smoothing
  const { hop, windowLength } = analysis
  const frames = Math.round(((milliseconds / 1000) * recording.sampleRate) / hop)
  const bins = Math.round((hertz * windowLength) / recording.sampleRate)
  const isWhole = new Set(groups).size === 1
  if ((frames === 0 && bins === 0) || noise.components.length === 0 || isWhole) return null
  return { group: noiseGroup, frames, bins }
}
