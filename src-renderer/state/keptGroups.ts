/** What a new analysis takes over of the document before it. */
import type { Decomposed } from '@core/contract/engine'
import { keepGroups, keptGroupsText, regroup, type KeptGroups } from '@core/project/keepGroups'
import type { Project } from '@core/project/project'
import { matchComponents } from '@core/separation/matchComponents'
import type { FactorStore } from './factors.svelte'
import type { WorkDocument } from './workDocument'

/** Whether a person has done anything that another analysis could lose. */
export function isArranged({ sources, noise, components }: Project): boolean {
  const isNamed = components.some(({ name }, k) => name !== `Component ${k + 1}`)
  return sources.length > 0 || noise.components.length > 0 || isNamed
}

/** Null where there is nothing to keep, or the factors of one are not at hand. */
export function groupsKept(
  { decomposed: present, lost }: Pick<WorkDocument, 'decomposed' | 'lost'>,
  fresh: Decomposed,
  factors: Pick<FactorStore, 'of'>,
): KeptGroups | null {
  if (!present && lost) return regroup(lost, fresh.project)
  if (!present || !isArranged(present.project)) return null
  const [old, found] = [present, fresh].map(({ decomposition }) => factors.of(decomposition))
  if (!old || !found) return null
  return keepGroups(present.project, fresh.project, matchComponents(old, found))
}

export interface KeptReport {
  /** As a person reads it. */
  readonly text: string
  /** Something that was in a group was not found. */
  readonly isLossy: boolean
}

export function keptReport(before: Project, kept: KeptGroups): KeptReport {
  const grouped = new Set([...before.noise.components, ...before.sources.flatMap((it) => it.components)])
  return {
    text: keptGroupsText(before, kept),
    isLossy: kept.lost.some((component) => grouped.has(component)),
  }
}
