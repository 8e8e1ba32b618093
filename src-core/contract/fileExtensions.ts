import type { FileKind } from './page'

/** Which files can be what, by the ends of their names; whether they really are is found out when they are opened. */
export const fileExtensions: Readonly<Record<FileKind, readonly string[]>> = {
  recording: 'wav wave rf64 flac mp3 ogg oga opus m4a mp4 aac aif aiff aifc webm'.split(' '),
  project: ['shellac'],
  picture: ['png', 'svg'],
  diagnostics: ['zip'],
}

/** Files that an export may be; several of them go into a folder. */
export const exportExtensions: readonly string[] = ['wav', 'flac', 'mp3', 'ogg']
