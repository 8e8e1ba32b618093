/** What the person chose last: form and names for the next recording too, tags for this one only. */
import { parsePreset } from '@core/contract/exportSchema'
import type { ExportForm } from '@core/contract/exports'
import { checkTemplate } from '@core/export/nameTemplate'
import { recall, remember } from '../../ui/remembered'
import { firstChoices, type ExportChoices } from './exportChoices'

const formKey = 'export-form'
const templateKey = 'export-template'

export class ChoiceMemory {
  #choices = $state.raw<ExportChoices>({
    ...firstChoices,
    form: rememberedForm(),
    template: rememberedTemplate(),
  })
  /** SHA-256 of the recording that the tags are of. */
  #recording = $state.raw<string | null>(null)

  of(recording: string | null): ExportChoices {
    return recording === this.#recording ? this.#choices : { ...this.#choices, tags: null }
  }

  keep(recording: string, choices: ExportChoices): void {
    this.#choices = choices
    this.#recording = recording
    remember(formKey, JSON.stringify({ name: 'last', ...choices.form }))
    remember(templateKey, choices.template)
  }
}

function rememberedForm(): ExportForm {
  try {
    const { name: _, ...form } = parsePreset(JSON.parse(recall(formKey) ?? ''))
    return form
  } catch {
    return firstChoices.form
  }
}

function rememberedTemplate(): string {
  try {
    const template = recall(templateKey) ?? ''
    checkTemplate(template)
    return template
  } catch {
    return firstChoices.template
  }
}
