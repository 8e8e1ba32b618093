/** Which files can be what, by their names; whether they really are is found out when they are opened. */
import type { FileKind } from '@core/contract/page'

const extensions: Readonly<Record<FileKind, readonly string[]>> = {
  recording: 'wav wave rf64 flac mp3 ogg oga opus m4a mp4 aac aif aiff aifc webm'.split(' '),
  project: ['shellac'],
  picture: ['png', 'svg'],
}

/** Lower case, without the dot; '' where there is none. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}

export function isOfKind(name: string, kinds: readonly FileKind[]): boolean {
  const extension = extensionOf(name)
  return kinds.some((kind) => extensions[kind].includes(extension))
}

/** For the `accept` of a file input: '.wav,.flac'. */
export function acceptOf(kinds: readonly FileKind[]): string {
  return kinds.flatMap((kind) => extensions[kind].map((extension) => `.${extension}`)).join()
}

/** What a person looks for: 'recording', 'project', 'recording or project'. */
export function nameKinds(kinds: readonly FileKind[]): string {
  return kinds.join(' or ')
}
