/** The words of grouping: what a step of undo is called, and what new sources are called. */
import type { Project } from '@core/project/project'

/** Where a component is. Null: in no source and not in the noise. */
export type Place = { readonly kind: 'source'; readonly id: string } | { readonly kind: 'noise' } | null

/** '1 component', '2 components' */
export function countComponents(count: number): string {
  return `${count} ${count === 1 ? 'component' : 'components'}`
}

/** 'Put 2 components in Clarinet' */
export function putLabel(count: number, placeName: string): string {
  return `Put ${countComponents(count)} in ${placeName}`
}

/** 'Take 1 component out of Clarinet', or '... out of 2 groups' */
export function takeOutLabel(project: Project, components: readonly number[]): string {
  const names = new Set<string>()
  for (const component of components) {
    const name = placeName(project, placeOf(project, component))
    if (name !== null) names.add(name)
  }
  const from = names.size === 1 ? [...names][0] : `${names.size} groups`
  return `Take ${countComponents(components.length)} out of ${from}`
}

/** 'Split Component 3 into 3', 'Split 2 components into 3', or 'Merge 2 components' */
export function splitLabel(
  { components }: Project,
  split: { readonly components: readonly number[]; readonly into: number },
): string {
  const [first] = split.components
  const what =
    split.components.length === 1 ? components[first].name : countComponents(split.components.length)
  return split.into === 1 ? `Merge ${what}` : `Split ${what} into ${split.into}`
}

export function muteLabel(name: string, isMuted: boolean): string {
  return isMuted ? `Unmute ${name}` : `Mute ${name}`
}

export function soloLabel(name: string, isSolo: boolean): string {
  return isSolo ? `End solo of ${name}` : `Solo ${name}`
}

export function soloOnlyLabel(name: string): string {
  return `Solo only ${name}`
}

/** Where component `component` (from 0) is. */
export function placeOf(project: Project, component: number): Place {
  if (project.noise.components.includes(component)) return { kind: 'noise' }
  const source = project.sources.find((it) => it.components.includes(component))
  return source ? { kind: 'source', id: source.id } : null
}

/** As people read it; null for no place. */
export function placeName({ sources }: Pick<Project, 'sources'>, place: Place): string | null {
  if (place === null) return null
  if (place.kind === 'noise') return 'Noise'
  return sources.find(({ id }) => id === place.id)?.name ?? null
}

/** 'Source 1', or the first number that no source has; upper and lower case are the same. */
export function freeSourceName({ sources }: Pick<Project, 'sources'>): string {
  const taken = new Set(sources.map(({ name }) => name.toLowerCase()))
  let number = 1
  while (taken.has(`source ${number}`)) number++
  return `Source ${number}`
}

/** Letter of the source at a place in the row of strips, from 0: 'A' .. 'Z', 'AA' .. */
export function sourceLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : sourceLetter(Math.floor(index / 26) - 1) + letter
}
