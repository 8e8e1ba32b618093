/** A new decomposition of the same recording takes over what a person did with the old one. */
import type { ComponentMatch } from '../separation/matchComponents'
import type { Project, Source } from './project'

export interface KeptGroups {
  readonly project: Project
  /** Numbers from 0 of old components that are not clearly in the new decomposition, ascending. */
  readonly lost: readonly number[]
  /** Numbers from 0 of new components that are none of the old ones, ascending; they are nowhere. */
  readonly added: readonly number[]
}

/**
 * Sources with their places, the noise and the mix stay; each new component that is clearly an old one takes its place, its colour
 * and the name that a person gave it. Sources stay even where nothing is left in them.
 */
export function keepGroups(old: Project, fresh: Project, matches: readonly ComponentMatch[]): KeptGroups {
  const newOf = new Map(matches.map(({ from, to }) => [from, to]))
  const oldOf = new Map(matches.map(({ from, to }) => [to, from]))
  const moved = (components: readonly number[]): number[] =>
    ascending(components.flatMap((k) => newOf.get(k) ?? []))
  const components = fresh.components.map((component, k) => {
    const from = oldOf.get(k)
    if (from === undefined || !isUnnamed(component.name, k)) return component
    const { name, colour } = old.components[from]
    return { name: isUnnamed(name, from) ? component.name : name, colour }
  })
  const learned = new Set([...fresh.noise.components, ...fresh.sources.flatMap((it) => it.components)])
  const kept = (group: readonly number[]): number[] => moved(group).filter((k) => !learned.has(k))
  const project: Project = {
    ...fresh,
    components,
    sources: mergedSources(old.sources, fresh.sources, kept),
    noise: {
      ...old.noise,
      components: ascending([...kept(old.noise.components), ...fresh.noise.components]),
    },
    mix: old.mix,
    strokes: old.strokes,
  }
  return {
    project,
    lost: old.components.flatMap((_, k) => (newOf.has(k) ? [] : [k])),
    added: fresh.components.flatMap((_, k) => (oldOf.has(k) ? [] : [k])),
  }
}

/**
 * The same where the old components are lost: a decomposition with the same settings that came to the same cost is the same one, and
 * everything stays. Of any other only the sources, without components, the mix and the strokes are left.
 */
export function regroup(old: Project, fresh: Project): KeptGroups {
  const isSame = isSameDecomposition(old, fresh)
  const matches = isSame ? old.components.map((_, k) => ({ from: k, to: k, similarity: 1 })) : []
  return keepGroups(old, fresh, matches)
}

/** By all of its costs, to the last bit. */
function isSameDecomposition(old: Project, fresh: Project): boolean {
  const courseOf = ({ recording, components, decomposition }: Project): string =>
    JSON.stringify([recording.sha256, components.length, decomposition.costCurves])
  return old.decomposition.refinements.length === 0 && courseOf(old) === courseOf(fresh)
}

/** What was learned anew stays where it arrived, in the source of its name. */
function mergedSources(
  old: readonly Source[],
  fresh: readonly Source[],
  kept: (components: readonly number[]) => number[],
): Source[] {
  const isSame = (a: Source, b: Source): boolean => a.name.normalize('NFC') === b.name.normalize('NFC')
  const before = old.map((source) => {
    const arrived = fresh.find((it) => isSame(it, source))?.components ?? []
    return { ...source, components: ascending([...kept(source.components), ...arrived]) }
  })
  const ids = new Set(old.map(({ id }) => id))
  const added = fresh.filter((source) => !old.some((it) => isSame(it, source)))
  return [...before, ...added.map((source) => ({ ...source, id: freeId(source.id, ids) }))]
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  taken.add(id)
  return id
}

/** A component that was never named goes by its number. */
function isUnnamed(name: string, component: number): boolean {
  return name === `Component ${component + 1}`
}

function ascending(components: readonly number[]): number[] {
  return [...components].sort((a, b) => a - b)
}

/** '8 of 10 components were found again and keep their groups. Not found: 3 (Clarinet), 7. New and not grouped: 4, 9.' */
export function keptGroupsText(old: Project, { project, lost, added }: KeptGroups): string {
  const count = old.components.length
  const placed = (k: number): string | undefined =>
    old.noise.components.includes(k) ? 'Noise' : old.sources.find((it) => it.components.includes(k))?.name
  const missing = lost.map((k) => (placed(k) === undefined ? `${k + 1}` : `${k + 1} (${placed(k)})`))
  return [
    `${count - lost.length} of ${count} components were found again and keep their groups.`,
    ...(missing.length > 0 ? [`Not clearly found: ${missing.join(', ')}.`] : []),
    ...(added.length > 0 && added.length < project.components.length
      ? [`New and in no group: ${added.map((k) => k + 1).join(', ')}.`]
      : []),
  ].join(' ')
}
