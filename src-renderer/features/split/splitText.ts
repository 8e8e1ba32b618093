/** What is decomposed again, in words. Component numbers count from 0. */
import { ShellacError } from '@core/contract/errors'
import type { Project } from '@core/project/project'
import { requireSplit, type Split } from '@core/project/splitEdit'

/** One component alone makes at least two pieces, several may become one. */
export function leastPieces(components: readonly number[]): number {
  return components.length > 1 ? 1 : 2
}

/** 'Component 3 is taken apart once more.' */
export function splitSubject(project: Project, components: readonly number[], isMerging = false): string {
  const names = components.flatMap((k) => project.components[k]?.name ?? [])
  if (names.length === 0) return 'No component is chosen.'
  if (names.length === 1) return `${names[0]} is taken apart once more.`
  const list = `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
  return isMerging ? `${list} become one component.` : `${list} are taken apart once more, together.`
}

/** Why these cannot be split; null where they can. */
export function splitProblem(project: Project, split: Split): string | null {
  try {
    requireSplit(project, split)
    return null
  } catch (error) {
    if (error instanceof ShellacError) return error.message
    throw error
  }
}
