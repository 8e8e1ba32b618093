import { createSource, setPan, type Edit } from './edits'
import { freeName, type Project } from './project'

/** Widest pan of the automatic layout: moderate, so that it never sounds like an effect. */
const widest = 60

/**
 * A first stereo picture without any grouping: every component that is in no source and not in the noise becomes a source of
 * its own, low ones near the centre, higher ones further out, alternately right and left. Components are in the order of
 * rising pitch.
 */
export function spreadByPitch(components: readonly number[]): Edit {
  return (project: Project) =>
    components.reduce((edited, k, rank) => {
      const name = freeName(edited, project.components[k].name)
      const created = createSource(name, [k])(edited)
      const source = created.sources[created.sources.length - 1]
      return setPan(source.id, panOfRank(rank, components.length))(created)
    }, project)
}

/** Pan of the component with `rank` others below it, of `count`. */
function panOfRank(rank: number, count: number): number {
  const width = count > 1 ? (widest * rank) / (count - 1) : 0
  return Math.round(rank % 2 === 0 ? -width : width)
}
