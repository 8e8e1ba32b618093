/** What a drop means. */

export interface DroppedItem {
  readonly name: string
  readonly isFolder: boolean
}

export type DropChoice =
  | { readonly kind: 'take'; readonly index: number; readonly leftOut: number }
  | { readonly kind: 'refuse'; readonly title: string; readonly text: string }

/** The first file is opened: there is one recording in a window. */
export function chooseDropped(items: readonly DroppedItem[]): DropChoice {
  const index = items.findIndex(({ isFolder }) => !isFolder)
  if (index >= 0) return { kind: 'take', index, leftOut: items.length - 1 }
  const [first] = items
  if (!first) {
    return {
      kind: 'refuse',
      title: 'Nothing to open was dropped',
      text: 'Drop a recording or a .shellac project.',
    }
  }
  return {
    kind: 'refuse',
    title: `${first.name} is a folder`,
    text: 'Drop a recording or a project that is in it.',
  }
}
