/** The tags of an export as a form shows them. */
export type Tags = Readonly<Record<string, string>>

export const tagFields = [
  { key: 'TITLE', label: 'Title' },
  { key: 'ARTIST', label: 'Artist' },
  { key: 'ALBUM', label: 'Album' },
  { key: 'DATE', label: 'Date' },
  { key: 'COMPOSER', label: 'Composer' },
  { key: 'GENRE', label: 'Genre' },
  { key: 'COPYRIGHT', label: 'Copyright' },
  { key: 'DESCRIPTION', label: 'Description' },
  { key: 'ORIGINATOR', label: 'Originator (bext)' },
  { key: 'COMMENT', label: 'Comment' },
] as const

/** Keys that have no field of their own. */
export function otherTags(tags: Tags): string[] {
  return Object.keys(tags).filter((key) => !tagFields.some((field) => field.key === key))
}

/** The tags with one changed; one without text is taken away. */
export function withTag(tags: Tags, key: string, value: string): Tags {
  const { [key]: _, ...others } = tags
  return value === '' ? others : { ...others, [key]: value }
}

/** In one line: how it is called and by whom, for those who leave the form closed. */
export function describeTags(tags: Tags): string {
  const named = [tags.TITLE, tags.ARTIST, tags.DATE].filter((value) => value !== undefined && value !== '')
  const more = Object.keys(tags).length - named.length
  if (named.length === 0 && more === 0) return 'none'
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(' · ')
}
