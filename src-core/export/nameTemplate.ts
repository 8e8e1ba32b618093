/** Names of exported files by a template such as '{artist} - {title} - {what} {n} {source}'. */
import type { ExportContent, ExportFormat, SessionContent } from '../contract/exports'
import { ShellacError } from '../contract/errors'
import { contentNames, needsFolder, type PlannedFile } from './exportPlan'
import { safeFileName } from './fileNames'

export const templateFields = ['title', 'artist', 'source', 'n', 'date', 'what'] as const
export type TemplateField = (typeof templateFields)[number]

/** What a template can say of the recording. */
export interface NamedRecording {
  /** File name. */
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
}

/** What stands where nobody gave a template: numbers and names alone, or with what they are where contents differ. */
export function usualTemplate(contents: readonly ExportContent[]): string {
  if (contents.length > 1) return '{what} {n} {source}'
  return needsFolder(contents) ? '{n}-{source}' : '{what}'
}

/** @throws ShellacError 'bad-argument' for a field that there is not, or a brace that stands alone */
export function checkTemplate(template: string): void {
  if (template.trim() === '') throw new ShellacError('bad-argument', 'The template for names is empty.')
  const unknown = /\{([^{}]*)\}/.exec(template.replace(fieldPattern, ''))
  const alone = /[{}]/.exec(template.replace(fieldPattern, ''))
  if (!unknown && !alone) return
  const known = templateFields.map((field) => `{${field}}`).join(' ')
  const what = unknown ? `${unknown[0]} is no field` : `"${alone?.[0]}" stands alone`
  throw new ShellacError('bad-argument', `In the template "${template}", ${what}; there are ${known}.`)
}

const fieldPattern = /\{(title|artist|source|n|date|what)\}/g

/**
 * Names with extension for the files of one export, in their order: safe on every system, different from each other also
 * where case and Unicode form do not count. A field that is empty takes the separators before it with it.
 */
export function namesOf(
  files: readonly PlannedFile[],
  template: string,
  { recording, format }: { readonly recording: NamedRecording; readonly format: ExportFormat },
): string[] {
  const taken = new Set<string>()
  return files.map((file) => {
    const stem = safeFileName(fill(template, fieldsOf(file, recording)), longestStem)
    return distinct(stem, format, taken)
  })
}

/** Bytes of a name before its extension and a number: what follows must still fit 255 with a report's ending. */
const longestStem = 180

type Fields = Readonly<Record<TemplateField, string>>

function fieldsOf(file: PlannedFile, recording: NamedRecording): Fields {
  return {
    ...recordingFields(recording),
    source: file.source ?? '',
    n: file.number === null ? '' : String(file.number).padStart(2, '0'),
    what: contentNames[file.content],
  }
}

/** Names of the files that a content has beside the sound, in their order. */
export function companionNames(
  content: SessionContent | 'arrays',
  recording: NamedRecording,
): readonly string[] {
  switch (content) {
    case 'dawproject':
      return [`${titleOf(recording)}.dawproject`]
    case 'rpp':
      return [`${titleOf(recording)}.RPP`]
    case 'arrays':
      return ['W.npy', 'H.npy', 'frequencies.npy', 'times.npy']
  }
}

/** Name without extension for what is of the whole recording. */
function titleOf(recording: NamedRecording): string {
  return safeFileName(recordingFields(recording).title, longestStem)
}

function recordingFields({ name, tags }: NamedRecording): Pick<Fields, 'title' | 'artist' | 'date'> {
  const own = name.replace(/\.[^. ]{1,5}$/, '').trim()
  return { title: tags.TITLE || own || 'recording', artist: tags.ARTIST ?? '', date: tags.DATE ?? '' }
}

/** Separators that have nothing to separate. */
const separators = /^[\s\-–—_.,;·|]+$/u

function fill(template: string, fields: Fields): string {
  const parts: string[] = []
  let last = 0
  for (const match of template.matchAll(fieldPattern)) {
    const between = template.slice(last, match.index)
    const value = fields[match[1] as TemplateField].trim()
    last = match.index + match[0].length
    const isLoose = separators.test(between) && (value === '' || parts.join('') === '')
    // Before the first value there is nothing to separate from.
    if (!isLoose) parts.push(between)
    parts.push(value)
  }
  return (parts.join('') + template.slice(last)).replace(/\s+/gu, ' ').trim()
}

function distinct(stem: string, format: ExportFormat, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const name = `${count === 1 ? stem : `${stem} ${count}`}.${format}`
    const folded = name.normalize('NFC').toLowerCase()
    if (taken.has(folded)) continue
    taken.add(folded)
    return name
  }
}
