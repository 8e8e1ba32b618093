/** What an export is called until the person says otherwise. */
import { sessionContents, type ExportContent, type ExportFormat } from '@core/contract/exports'
import { needsFolder, planFiles } from '@core/export/exportPlan'
import { safeFileName } from '@core/export/fileNames'
import { checkTemplate, companionNames, namesOf } from '@core/export/nameTemplate'
import { ShellacError } from '@core/contract/errors'
import type { Project } from '@core/project/project'

const folderNames: Readonly<Record<ExportContent, string>> = {
  mix: 'remaster',
  sources: 'sources',
  panned: 'sources in stereo',
  components: 'components',
  removed: 'removed',
  clicks: 'clicks',
  mono: 'mono',
  others: 'all but one',
  dawproject: 'DAWproject',
  rpp: 'REAPER',
  arrays: 'numbers',
}

/** Bytes of a recording's name that are kept: hosts cut names at 180, and the ending must stay whole. */
const longestStem = 140

export interface NamingWish {
  readonly contents: readonly ExportContent[]
  readonly format: ExportFormat
  readonly template: string
  /** Null: those of the recording. */
  readonly tags: Readonly<Record<string, string>> | null
}

/** The names of all files, as the export will give them. @throws ShellacError 'bad-argument' for a wrong template */
export function previewNames(project: Project, wish: NamingWish): string[] {
  checkTemplate(wish.template)
  const files = planFiles(project, wish.contents, { ...project, panLaw: project.mix.panLaw })
  const recording = { name: project.recording.name, tags: wish.tags ?? project.recording.tags }
  const beside = [...sessionContents, 'arrays' as const].filter((content) => wish.contents.includes(content))
  return [
    ...namesOf(files, wish.template, { recording, format: wish.format }),
    ...beside.flatMap((content) => companionNames(content, recording)),
  ]
}

/** What is wrong with a template, as a sentence. */
export function templateProblem(template: string): string | null {
  try {
    checkTemplate(template)
    return null
  } catch (error) {
    return error instanceof ShellacError ? error.message : String(error)
  }
}

/** The file where there is one; a folder, 'song - sources', for several files. */
export function suggestName(project: Project, wish: NamingWish): string {
  if (!needsFolder(wish.contents)) return previewNames(project, wish)[0]
  const stem = safeFileName(project.recording.name.replace(/\.[^. ]{1,5}$/, ''), longestStem)
  const ending = wish.contents.length === 1 ? folderNames[wish.contents[0]] : 'export'
  return `${stem === '_' ? 'recording' : stem} - ${ending}`
}
