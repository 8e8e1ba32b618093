/** What an export is called until the person says otherwise. */
import type { ExportFormat, SoundContent } from '@core/contract/exports'

export type ExportContent = Exclude<SoundContent, 'panned' | 'others'>

const endings: Readonly<Record<ExportContent, string>> = {
  mix: 'stereo',
  sources: 'sources',
  components: 'components',
  removed: 'removed',
  mono: 'mono without noise',
}

/** Bytes of a recording's name that are kept: hosts cut names at 180, and the ending must stay whole. */
const longestStem = 140

/** True for contents of several files, which go into a folder. */
export function isFolder(content: ExportContent): boolean {
  return content === 'sources' || content === 'components'
}

/** 'song.flac' -> 'song - stereo.wav'; a folder, 'song - sources', for contents of several files. */
export function suggestName(
  recording: string,
  { content, format }: { readonly content: ExportContent; readonly format: ExportFormat },
): string {
  const stem = shorten(recording.replace(/\.[^. ]{1,5}$/, '').trim()).trim()
  const name = `${stem || 'recording'} - ${endings[content]}`
  return isFolder(content) ? name : `${name}.${format}`
}

function shorten(name: string): string {
  const encoder = new TextEncoder()
  let result = ''
  for (const character of name) {
    if (encoder.encode(result + character).length > longestStem) break
    result += character
  }
  return result
}
