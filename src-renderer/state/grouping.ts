/** Putting components into groups: what keys, buttons and drops all do. Component numbers count from 0. */
import {
  assignToNoise as noiseEdit,
  assignToSource as sourceEdit,
  createSource,
  ungroup as ungroupEdit,
} from '@core/project/edits'
import { freeSourceName, placeOf, putLabel, takeOutLabel, type Place } from './groupingLabels'
import type { Work } from './work.svelte'

/** Where components can be dropped. */
export type DropTarget =
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'noise' }
  | { readonly kind: 'ungrouped' }
  | { readonly kind: 'lanes' }
  | { readonly kind: 'new-source' }

type GroupedWork = Pick<Work, 'project' | 'edit'>

/** Nothing happens where all of them are there already. */
export function assignToSource(work: GroupedWork, components: readonly number[], id: string): void {
  const source = work.project?.sources.find((it) => it.id === id)
  if (!source || !isMove(work, components, { kind: 'source', id })) return
  work.edit(putLabel(components.length, source.name), sourceEdit(id, components))
}

/** @param number from 1, as the strips stand; beyond the last strip it makes a new source */
export function assignToSourceNumber(work: GroupedWork, components: readonly number[], number: number): void {
  const source = work.project?.sources[number - 1]
  if (source) assignToSource(work, components, source.id)
  else newSource(work, components)
}

/** Nothing happens where all of them are there already. */
export function assignToNoise(work: GroupedWork, components: readonly number[]): void {
  if (!isMove(work, components, { kind: 'noise' })) return
  work.edit(putLabel(components.length, 'Noise'), noiseEdit(components))
}

/** Takes out those that are somewhere. */
export function ungroup(work: GroupedWork, components: readonly number[]): void {
  const { project } = work
  if (!project) return
  const grouped = components.filter((component) => placeOf(project, component) !== null)
  if (grouped.length > 0) work.edit(takeOutLabel(project, grouped), ungroupEdit(grouped))
}

/** A source with the first free name, of these components; of none it is empty. */
export function newSource(work: GroupedWork, components: readonly number[]): void {
  const { project } = work
  if (!project) return
  const name = freeSourceName(project)
  const label = components.length === 0 ? `Make ${name}` : putLabel(components.length, name)
  work.edit(label, createSource(name, components))
}

export function dropOn(work: GroupedWork, components: readonly number[], target: DropTarget): void {
  switch (target.kind) {
    case 'source':
      return assignToSource(work, components, target.id)
    case 'noise':
      return assignToNoise(work, components)
    case 'ungrouped':
    case 'lanes':
      return ungroup(work, components)
    case 'new-source':
      return newSource(work, components)
  }
}

/** What a drop on the target would do, as it is said beside the pointer. */
export function dropHint(work: GroupedWork, target: DropTarget | null): string {
  switch (target?.kind) {
    case 'source':
      return `Put in ${work.project?.sources.find(({ id }) => id === target.id)?.name ?? 'source'}`
    case 'noise':
      return 'Put in Noise'
    case 'ungrouped':
    case 'lanes':
      return 'Take out of its source'
    case 'new-source':
      return 'Make a new source'
    case undefined:
      return 'Drop on a source'
  }
}

/** Whether anything would change. */
function isMove({ project }: GroupedWork, components: readonly number[], to: Place): boolean {
  if (!project) return false
  return components.some((component) => {
    const from = placeOf(project, component)
    if (from?.kind === 'source' && to?.kind === 'source') return from.id !== to.id
    return from?.kind !== to?.kind
  })
}
