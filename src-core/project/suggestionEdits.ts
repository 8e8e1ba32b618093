/** Suggestions as edits of the document. */
import type { Suggestion } from '../separation/suggest'
import { assignToNoise, assignToSource, createSource, type Edit } from './edits'
import { findSourceByName, freeName, ungroupedComponents, type Project } from './project'
import { spreadByPitch } from './spreadByPitch'

/** Sources that suggestions make. */
const bassName = 'Bass'
const togetherName = 'Together'

/** From likely noise to the order of pitch, which takes what the others left. */
const order: readonly Suggestion['kind'][] = ['noise', 'together', 'bass', 'pitch']

/**
 * What is left of suggestions for a project: components that a person has put somewhere are decided, and what is left of a set must
 * still be one. Unused components stay named wherever they are.
 */
export function openSuggestions(project: Project, suggestions: readonly Suggestion[]): Suggestion[] {
  const isFree = freeIn(project)
  return suggestions.flatMap((suggestion) => {
    if (suggestion.kind === 'unused') return [suggestion]
    const components = suggestion.components.filter(isFree)
    const least = suggestion.kind === 'together' || suggestion.kind === 'pitch' ? 2 : 1
    return components.length < least ? [] : [{ ...suggestion, components }]
  })
}

/**
 * Does what was suggested, with components that are in no source and not in the noise: noise goes to the noise, bass into the source
 * 'Bass', each set that sounds together into a source of its own, and of the order of pitch every one that is left becomes a source,
 * low ones near the centre. Unused components are only told of.
 */
export function applySuggestions(suggestions: readonly Suggestion[]): Edit {
  const inOrder = order.flatMap((kind) => suggestions.filter((suggestion) => suggestion.kind === kind))
  return (project) => inOrder.reduce((edited, suggestion) => apply(suggestion)(edited), project)
}

function apply({ kind, components }: Suggestion): Edit {
  return (project) => {
    const free = components.filter(freeIn(project))
    if (free.length === 0) return project
    switch (kind) {
      case 'noise':
        return assignToNoise(free)(project)
      case 'bass':
        return putInSource(bassName, free)(project)
      case 'together':
        return createSource(freeName(project, togetherName), free)(project)
      case 'pitch':
        return spreadByPitch(free)(project)
      case 'unused':
        return project
    }
  }
}

function putInSource(name: string, components: readonly number[]): Edit {
  return (project) => {
    const source = findSourceByName(project, name)
    return (source ? assignToSource(source.id, components) : createSource(name, components))(project)
  }
}

function freeIn(project: Project): (component: number) => boolean {
  const free = new Set(ungroupedComponents(project))
  return (component) => free.has(component)
}
