/** What is exported and in which form, as it was chosen. */
import {
  plainForm,
  plainWish,
  type ExportContent,
  type ExportForm,
  type ExportWish,
} from '@core/contract/exports'
import { resolveForm } from '@core/export/presets'
import type { Project } from '@core/project/project'
import { allowedContents } from './contentOptions'

export interface ExportChoices {
  readonly contents: readonly ExportContent[]
  readonly form: ExportForm
  /** Null: those of the recording. */
  readonly tags: Readonly<Record<string, string>> | null
  readonly template: string
}

export const usualTemplate = '{title} - {what} {n} {source}'

export const firstChoices: ExportChoices = {
  contents: ['mix'],
  form: plainForm,
  tags: null,
  template: usualTemplate,
}

/** What the engine is asked for. It replaces nothing that exists. */
export function wishOf(choices: ExportChoices, project: Project, preset: string | null): ExportWish {
  return {
    ...plainWish,
    ...resolveForm(choices.form, project),
    contents: allowedContents(project, choices.contents, choices.form.format),
    panLaw: project.mix.panLaw,
    noiseAmount: project.noise.amount,
    tags: choices.tags,
    preset,
  }
}
