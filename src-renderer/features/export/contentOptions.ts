/** What a project can be exported as. */
import type { ExportContent, ExportFormat } from '@core/contract/exports'
import { inOrder } from '@core/export/exportPlan'
import { isLossless } from '@core/export/presets'
import { ungroupedComponents, type Project } from '@core/project/project'
import { mixWeights } from '@core/separation/mixdown'

export interface ContentOption {
  readonly value: ExportContent
  readonly label: string
  readonly text: string
  /** Why it cannot be chosen, as a sentence. */
  readonly problem: string | null
}

interface ContentKind extends Pick<ContentOption, 'value' | 'label'> {
  readonly text: string | ((project: Project) => string)
  /** Nothing stands in the way of those that have none. */
  readonly problem?: (project: Project, format: ExportFormat) => string | null
  readonly isOffered?: (project: Project) => boolean
}

/** The most wanted first. */
const contentKinds: readonly ContentKind[] = [
  { value: 'mix', label: 'Stereo remaster', text: 'The mix as you hear it.' },
  {
    value: 'sources',
    label: 'One file per source',
    text: (project) =>
      `${counted(partCount(project), 'mono file')}, before level and pan; together the recording.`,
    problem: sourceProblem,
  },
  {
    value: 'panned',
    label: 'Sources in stereo',
    text: 'Each source as it is heard in the mix; together the mix.',
    problem: (project) => sourceProblem(project) ?? silenceProblem(project),
  },
  {
    value: 'others',
    label: 'All but one source',
    text: 'The mix without one source, for each of them.',
    problem: sourceProblem,
  },
  {
    value: 'components',
    label: 'One file per component',
    text: ({ components }) => `${counted(components.length, 'mono file')}; together the recording.`,
  },
  {
    value: 'removed',
    label: 'What was removed',
    text: (project) =>
      isDeclicked(project)
        ? 'What the mix leaves out, noise and clicks: listen for music in it.'
        : 'What the mix leaves out as noise: listen for music in it.',
    problem: (project) => (isDeclicked(project) ? null : noiseProblem(project)),
  },
  {
    value: 'clicks',
    label: 'Removed clicks',
    text: 'One mono file of what was taken away as clicks before the analysis.',
    isOffered: isDeclicked,
  },
  {
    value: 'mono',
    label: 'Mono without noise',
    text: 'The recording without what was removed.',
    problem: noiseProblem,
  },
  {
    value: 'dawproject',
    label: 'DAWproject session',
    text: 'For Bitwig, Studio One, Cubase: sources as tracks, with level and pan, in one file.',
    problem: sessionProblem,
  },
  {
    value: 'rpp',
    label: 'REAPER session',
    text: 'A project of REAPER, and one file per source that it plays.',
    problem: sessionProblem,
  },
  { value: 'arrays', label: 'Numbers', text: 'What the analysis found, W and H, as NumPy arrays.' },
]

/** What the project can be exported as, the most wanted first. */
export function contentOptions(project: Project, format: ExportFormat = 'wav'): ContentOption[] {
  return contentKinds
    .filter(({ isOffered }) => isOffered?.(project) ?? true)
    .map(({ value, label, text, problem }) => ({
      value,
      label,
      text: typeof text === 'string' ? text : text(project),
      problem: problem?.(project, format) ?? null,
    }))
}

/** The contents that were chosen and can be had of this project, in the order in which they are written; the mix where none can. */
export function allowedContents(
  project: Project,
  contents: readonly ExportContent[],
  format: ExportFormat = 'wav',
): ExportContent[] {
  const options = contentOptions(project, format)
  const allowed = contents.filter((content) =>
    options.some(({ value, problem }) => value === content && !problem),
  )
  const none: ExportContent[] = contents.length > 0 ? ['mix'] : []
  return allowed.length > 0 ? inOrder(allowed) : none
}

function isDeclicked({ analysis }: Project): boolean {
  return analysis.declick !== null
}

function sourceProblem({ sources }: Project): string | null {
  return sources.length === 0 ? 'There are no sources yet: put components into one.' : null
}

function noiseProblem({ noise }: Project): string | null {
  if (noise.components.length === 0) return 'Nothing is in Noise, so nothing is left out.'
  return noise.amount >= 100 ? 'The noise amount is 100 %, so nothing is left out.' : null
}

function sessionProblem(project: Project, format: ExportFormat): string | null {
  const formatProblem = isLossless(format) ? null : 'A session takes WAV or FLAC: choose one as the format.'
  return sourceProblem(project) ?? formatProblem
}

function silenceProblem(project: Project): string | null {
  const isSilent = mixWeights({ ...project, panLaw: project.mix.panLaw }).every((weights) =>
    weights.every((weight) => weight === 0),
  )
  return isSilent ? 'Nothing is heard in the mix: everything is muted.' : null
}

/** Files of an export of sources: what is ungrouped and the noise come too. */
function partCount(project: Project): number {
  const { sources, noise } = project
  const used = sources.filter(({ components }) => components.length > 0).length
  return used + (ungroupedComponents(project).length > 0 ? 1 : 0) + (noise.components.length > 0 ? 1 : 0)
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
