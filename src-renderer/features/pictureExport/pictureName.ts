/** What a picture is called until the person says otherwise. */
import type { PictureFormat, PictureSubject, PictureWish } from '@core/contract/pictures'
import type { Project } from '@core/project/project'

/** Characters of names that are kept: hosts cut names at 180 bytes, and the ending must stay whole. */
const longestPart = 45

/** 'song.flac' -> 'song - spectrogram of Voice.png' */
export function suggestPictureName(
  recording: string,
  { picture, format }: { readonly picture: PictureWish; readonly format: PictureFormat },
  project: Project | null,
): string {
  const stem = shorten(recording.replace(/\.[^. ]{1,5}$/, '')) || 'recording'
  return `${stem} - ${subjectName(picture, project)}.${format}`
}

function subjectName(picture: PictureWish, project: Project | null): string {
  switch (picture.what) {
    case 'spectrogram':
      return `spectrogram of ${shorten(nameOf(picture.of, project))}`
    case 'masks':
      return `masks of ${picture.of}`
    case 'dictionary':
      return 'spectra'
    case 'smoothness':
      return `smoothness of ${shorten(nameOf({ kind: 'component', component: picture.component }, project))}`
    default:
      return picture.what
  }
}

function nameOf(of: PictureSubject, project: Project | null): string {
  switch (of.kind) {
    case 'source':
      return project?.sources.find(({ id }) => id === of.id)?.name ?? 'a source'
    case 'component':
      return project?.components[of.component]?.name ?? `component ${of.component + 1}`
    default:
      return of.kind
  }
}

/** Without what no file name may have, and short enough. */
function shorten(name: string): string {
  const plain = name.replace(/[/\\:*?"<>|\p{Cc}]/gu, '_').trim()
  return [...plain].slice(0, longestPart).join('').trim()
}
