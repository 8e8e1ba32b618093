/** The groups that a stroke can speak of, as options of a field. */
import type { Project } from '@core/project/project'
import { ungroupedComponents } from '@core/project/project'
import type { Stroke, StrokeGroup } from '@core/project/stroke'
import { strokeGroupName } from '@core/project/stroke'
import { sourceLetter } from './groupingLabels'

export interface StrokeGroupOption {
  /** 'noise', 'ungrouped', or 'source ' and the id. */
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly group: StrokeGroup
  /** Without components nothing can be moved to it or from it. */
  readonly isEmpty: boolean
}

export function strokeGroupOptions(project: Project): StrokeGroupOption[] {
  const sources = project.sources.map(({ id, components }) => ({
    group: { kind: 'source', id } as const,
    isEmpty: components.length === 0,
  }))
  const others = [
    { group: { kind: 'noise' } as const, isEmpty: project.noise.components.length === 0 },
    { group: { kind: 'ungrouped' } as const, isEmpty: ungroupedComponents(project).length === 0 },
  ]
  return [...sources, ...others].map(({ group, isEmpty }) => ({
    value: keyOfGroup(group),
    label: strokeGroupName(project, group),
    ...(isEmpty ? { hint: 'No components yet' } : {}),
    group,
    isEmpty,
  }))
}

export function keyOfGroup(group: StrokeGroup): string {
  return group.kind === 'source' ? `source ${group.id}` : group.kind
}

/** Of the source as stored; what is no source has none. */
export function groupColour({ sources }: Project, group: StrokeGroup): string | null {
  if (group.kind !== 'source') return null
  return sources.find(({ id }) => id === group.id)?.colour ?? null
}

/** 'A' of the first source, 'N' of the noise, 'U' of what is ungrouped. */
export function groupLetter({ sources }: Project, group: StrokeGroup): string {
  if (group.kind === 'noise') return 'N'
  if (group.kind === 'ungrouped') return 'U'
  return sourceLetter(
    Math.max(
      0,
      sources.findIndex(({ id }) => id === group.id),
    ),
  )
}

/** 'Clarinet, not Noise', 'Noise, nothing else' */
export function strokeWords(project: Project, { to, from }: Pick<Stroke, 'to' | 'from'>): string {
  const other = from === null ? 'nothing else' : `not ${strokeGroupName(project, from)}`
  return `${strokeGroupName(project, to)}, ${other}`
}
