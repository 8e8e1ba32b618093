/** The name a file is saved under. */
import type { FileKind } from '@core/contract/page'

const longestName = 255

/** What is wrong with a file name, as a sentence; undefined when it can be used. */
export function nameProblem(name: string): string | undefined {
  const trimmed = name.trim()
  if (trimmed === '') return 'A file needs a name.'
  if (/[/\\]/.test(trimmed)) return 'A name has no / or \\: choose the folder in the list below.'
  if (trimmed === '.' || trimmed === '..') return `“${trimmed}” is a folder, not a file.`
  // Control characters would hide in the name.
  if (/\p{Cc}/u.test(trimmed)) return 'A name has no line breaks or control characters.'
  if (trimmed.length > longestName)
    return `A name has at most ${longestName} characters, this one has ${trimmed.length}.`
  return undefined
}

/**
 * The name as it is given to the host: a project always ends in .shellac, a picture or diagnostics as the suggestion does, which says the format.
 */
export function targetName(name: string, kind: FileKind | 'export', suggestion: string): string {
  const trimmed = name.trim()
  const ending =
    kind === 'project'
      ? '.shellac'
      : kind === 'picture' || kind === 'diagnostics'
        ? suggestion.slice(stemLength(suggestion))
        : ''
  return trimmed.toLowerCase().endsWith(ending.toLowerCase()) ? trimmed : trimmed + ending
}

/** How much of a name is selected at first: all before the extension. */
export function stemLength(name: string): number {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? name.length : dot
}
