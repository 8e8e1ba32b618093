import { ungroupedComponents, type Project } from '@core/project/project'
import { denoisedWeights, mixWeights, removedWeights, weightsOf, type Mix } from '@core/separation/mixdown'
import type { ComponentWeights } from '@core/separation/renderOutputs'
import { safeFileName } from './fileNames'

/** What can be exported. */
export type ExportContent = 'mix' | 'sources' | 'components' | 'removed' | 'mono'

export const exportContents: readonly ExportContent[] = ['mix', 'sources', 'components', 'removed', 'mono']

/** One file of an export: a name for people and its channels as weights of the components. */
export interface PlannedFile {
  /** What the file holds, such as 'Clarinet' or 'Stereo mix'. */
  readonly title: string
  /** File name without extension, for contents that go into a folder. */
  readonly stem: string
  readonly channels: readonly ComponentWeights[]
}

/** True for contents of several files, which go into a folder. */
export function needsFolder(content: ExportContent): boolean {
  return content === 'sources' || content === 'components'
}

/** The files of a content, in order. Sources and components come as separated: before level and pan. */
export function planFiles(project: Project, content: ExportContent, mix: Mix): PlannedFile[] {
  switch (content) {
    case 'mix':
      return [{ title: 'Stereo mix', stem: 'mix', channels: mixWeights(mix) }]
    case 'removed':
      return [{ title: 'What was removed', stem: 'removed', channels: [removedWeights(mix)] }]
    case 'mono':
      return [{ title: 'Denoised mono', stem: 'mono', channels: [denoisedWeights(mix)] }]
    case 'sources':
      return numbered(groupsOf(project), project.components.length)
    case 'components':
      return numbered(
        project.components.map((component, k) => ({ title: component.name, members: [k] })),
        project.components.length,
      )
  }
}

interface Group {
  readonly title: string
  readonly members: readonly number[]
}

/** All components in the groups they are heard in; together they are the recording. */
export function groupsOf(project: Project): Group[] {
  const groups: Group[] = project.sources.map((source) => ({
    title: source.name,
    members: source.components,
  }))
  const named = [
    { title: 'Ungrouped', members: ungroupedComponents(project) },
    { title: 'Noise', members: project.noise.components },
  ]
  return [...groups, ...named].filter((group) => group.members.length > 0)
}

function numbered(groups: readonly Group[], componentCount: number): PlannedFile[] {
  return groups.map(({ title, members }, index) => ({
    title,
    stem: `${String(index + 1).padStart(2, '0')}-${safeFileName(title)}`,
    channels: [weightsOf(componentCount, members)],
  }))
}
