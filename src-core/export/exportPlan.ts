/** Which files an export is made of, and what each of them holds. */
import { exportContents, soundContents, type ExportContent, type SoundContent } from '../contract/exports'
import { ungroupedComponents, type Project } from '../project/project'
import { ShellacError } from '../contract/errors'
import {
  denoisedWeights,
  leftOutWeights,
  mixWeights,
  weightsOf,
  withClicks,
  type Mix,
} from '../separation/mixdown'
import type { ComponentWeights } from '../separation/renderOutputs'

/** One file of an export: what it is for people, and its channels as weights of the components. */
export interface PlannedFile {
  readonly content: SoundContent
  /** What the file holds, such as 'Clarinet' or 'Stereo mix'. */
  readonly title: string
  /** From 1, within a content of several files; null: the only one. */
  readonly number: number | null
  /** Name of the source or component; null where it is of the whole. */
  readonly source: string | null
  readonly channels: readonly ComponentWeights[]
}

/** What a content is called in names of files. */
export const contentNames: Readonly<Record<SoundContent, string>> = {
  mix: 'mix',
  sources: 'source',
  panned: 'panned source',
  components: 'component',
  removed: 'removed',
  clicks: 'clicks',
  mono: 'mono',
  others: 'without',
}

const severalFiles: ReadonlySet<ExportContent> = new Set([
  'sources',
  'panned',
  'components',
  'others',
  'dawproject',
  'rpp',
  'arrays',
])

/** True where there may be several files, which go into a folder. */
export function needsFolder(contents: readonly ExportContent[]): boolean {
  return contents.length > 1 || contents.some((content) => severalFiles.has(content))
}

/** The contents that are sound, in the order in which they are written. A project of REAPER has the dry sources beside it. */
export function soundsOf(contents: readonly ExportContent[]): SoundContent[] {
  return soundContents.filter(
    (content) => contents.includes(content) || (content === 'sources' && contents.includes('rpp')),
  )
}

/** Sound that is rendered with the rest but goes into a DAWproject: the dry sources, where they are not written anyway. */
export function enclosedFiles(project: Project, contents: readonly ExportContent[], mix: Mix): PlannedFile[] {
  const isEnclosed = contents.includes('dawproject') && !soundsOf(contents).includes('sources')
  return isEnclosed ? filesOf(project, 'sources', mix) : []
}

/** The contents in the order in which they are written, each once. */
export function inOrder(contents: readonly ExportContent[]): ExportContent[] {
  return exportContents.filter((content) => contents.includes(content))
}

/** The sound files of all contents, in order. @throws ShellacError 'bad-argument' for clicks of a project that removed none */
export function planFiles(project: Project, contents: readonly ExportContent[], mix: Mix): PlannedFile[] {
  return soundsOf(contents).flatMap((content) => filesOf(project, content, mix))
}

function filesOf(project: Project, content: SoundContent, mix: Mix): PlannedFile[] {
  switch (content) {
    case 'mix':
      return [whole(content, 'Stereo mix', mixWeights(mix))]
    case 'removed':
      return [whole(content, 'What was removed', [leftOutWeights(project, mix)])]
    case 'clicks':
      return [whole(content, clicksTitle, [clicksOf(project)])]
    case 'mono':
      return [whole(content, 'Denoised mono', [denoisedWeights(mix)])]
    case 'sources':
      return dryFiles(content, groupsOf(project), project)
    case 'components':
      return dryFiles(
        content,
        project.components.map(({ name }, k) => ({ title: name, members: [k] })),
        project,
      )
    case 'panned':
      return pannedFiles(groupsOf(project), mix)
    case 'others':
      return minusOneFiles(project, mix)
  }
}

function whole(content: SoundContent, title: string, channels: readonly ComponentWeights[]): PlannedFile {
  return { content, title, number: null, source: null, channels }
}

interface Group {
  readonly title: string
  readonly members: readonly number[]
}

/** All components in the groups they are heard in; together they are the recording as it was decomposed. */
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

/** As separated, in mono: before level and pan. Together, with the clicks that were removed, they are the recording. */
function dryFiles(content: SoundContent, groups: readonly Group[], project: Project): PlannedFile[] {
  const separated = groups.map(({ title, members }) => ({
    title,
    channels: [weightsOf(project.components.length, members)],
  }))
  const clicks = project.analysis.declick ? [{ title: clicksTitle, channels: [clicksOf(project)] }] : []
  return [...separated, ...clicks].map(({ title, channels }, index) => {
    return { content, title, number: index + 1, source: title, channels }
  })
}

const clicksTitle = 'Removed clicks'

function clicksOf({ analysis, components }: Project): ComponentWeights {
  if (analysis.declick) return withClicks(weightsOf(components.length, []))
  const message = 'No clicks were removed from this recording; decompose it with --declick first.'
  throw new ShellacError('bad-argument', message)
}

/** As heard in the mix, in stereo; together they are the mix. What is not heard has no file. */
function pannedFiles(groups: readonly Group[], mix: Mix): PlannedFile[] {
  const [left, right] = mixWeights(mix)
  const files = groups.map(({ title, members }, index): PlannedFile => {
    const channels = [left, right].map((weights) => only(weights, members))
    return { content: 'panned', title: `${title}, panned`, number: index + 1, source: title, channels }
  })
  return files.filter(({ channels }) => channels.some((weights) => weights.some((weight) => weight !== 0)))
}

/** The mix without one source, for each of them. */
function minusOneFiles({ sources }: Project, mix: Mix): PlannedFile[] {
  const [left, right] = mixWeights(mix)
  const used = sources.filter(({ components }) => components.length > 0)
  return used.map(({ name, components }, index) => ({
    content: 'others',
    title: `Without ${name}`,
    number: index + 1,
    source: name,
    channels: [left, right].map((weights) =>
      weights.map((weight, k) => (components.includes(k) ? 0 : weight)),
    ),
  }))
}

function only(weights: ComponentWeights, members: readonly number[]): ComponentWeights {
  return weights.map((weight, k) => (members.includes(k) ? weight : 0))
}
