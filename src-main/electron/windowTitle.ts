import type { PageFacts } from '@core/contract/page'

const appName = 'Shellac'

/** The window's title. On a Mac the frame shows by itself that the document is edited. */
export function windowTitle(
  { title, isEdited }: Pick<PageFacts, 'title' | 'isEdited'>,
  platform: string,
): string {
  if (title === null) return appName
  const mark = isEdited && platform !== 'darwin' ? '• ' : ''
  return `${mark}${title} – ${appName}`
}
