/** Which files can be what, by their names; whether they really are is found out when they are opened. */
import { fileExtensions } from '@core/contract/fileExtensions'
import type { FileKind } from '@core/contract/page'

/** Lower case, without the dot; '' where there is none. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}

export function isOfKind(name: string, kinds: readonly FileKind[]): boolean {
  const extension = extensionOf(name)
  return kinds.some((kind) => fileExtensions[kind].includes(extension))
}

/** For the `accept` of a file input: '.wav,.flac'. */
export function acceptOf(kinds: readonly FileKind[]): string {
  return kinds.flatMap((kind) => fileExtensions[kind].map((extension) => `.${extension}`)).join()
}

/** What a person looks for: 'recording', 'project', 'recording or project'. */
export function nameKinds(kinds: readonly FileKind[]): string {
  return kinds.join(' or ')
}
