/** Of what there can be a picture: as options of a field, each with a key. */
import type { PictureSubject } from '@core/contract/pictures'
import type { Project } from '@core/project/project'

export interface SubjectOption {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export function subjectOptions(project: Project | null): SubjectOption[] {
  const original = { value: 'original', label: 'Original' }
  if (!project) return [original]
  const isDeclicked = project.analysis.declick !== null
  const removed =
    project.noise.components.length > 0 || isDeclicked ? [{ value: 'removed', label: 'What is removed' }] : []
  const clicks = isDeclicked ? [{ value: 'clicks', label: 'Removed clicks' }] : []
  return [
    original,
    { value: 'remaster', label: 'Remaster' },
    ...removed,
    ...clicks,
    ...project.sources.map(({ id, name }) => ({ value: `source ${id}`, label: name, hint: 'Source' })),
    ...project.components.map(({ name }, number) => ({
      value: `component ${number}`,
      label: name,
      hint: 'Component',
    })),
  ]
}

/** What a key of subjectOptions stands for; the original where it stands for nothing any more. */
export function subjectOf(key: string, project: Project | null): PictureSubject {
  if (!subjectOptions(project).some(({ value }) => value === key)) return { kind: 'original' }
  const [kind, ...rest] = key.split(' ')
  if (kind === 'source') return { kind, id: rest.join(' ') }
  if (kind === 'component') return { kind, component: Number(rest[0]) }
  return { kind: key as 'original' | 'remaster' | 'removed' | 'clicks' }
}
