/** The way from the roots to a folder, as one walks it in the page. */
import type { FileId } from '@core/contract/ids'
import type { FileKind, FolderListing } from '@core/contract/page'
import { isOfKind } from './fileKinds'

export type ListFolder = (request: { readonly folder: FileId | null }) => Promise<FolderListing>

export interface TrailStep {
  /** Null: the list of roots. */
  readonly folder: FileId | null
  readonly name: string
}

/** The roots first. */
export type Trail = readonly TrailStep[]

export const rootTrail: Trail = [{ folder: null, name: 'This computer' }]

/** Where a row leads: down into a folder, or to a file that can be picked. */
export type Row =
  | { readonly kind: 'folder'; readonly id: FileId; readonly name: string }
  | { readonly kind: 'file'; readonly id: FileId; readonly name: string; readonly bytes: number }

export function rowsOf(listing: FolderListing, kinds: readonly FileKind[], showsAll: boolean): Row[] {
  const folders = listing.folders.map(({ folder, name }): Row => ({ kind: 'folder', id: folder, name }))
  const files = listing.files
    .filter(({ name }) => showsAll || isOfKind(name, kinds))
    .map(({ file, name, bytes }): Row => ({ kind: 'file', id: file, name, bytes }))
  return [...folders, ...files]
}

/** The only root, when there is nothing else to choose from. */
export function onlyRoot(listing: FolderListing): TrailStep | undefined {
  const [first, ...others] = listing.folders
  if (!first || others.length > 0 || listing.files.length > 0) return undefined
  return { folder: first.folder, name: first.name }
}

/**
 * Where the focus goes from row `at` of `rows` by a key; undefined where the key is none of the list's. A letter goes to the next row
 * whose name begins with it, round and round.
 */
export function rowByKey(key: string, at: number, rows: readonly Row[]): number | undefined {
  const last = rows.length - 1
  const page = 10
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'PageDown':
      return Math.min(last, at + page)
    case 'PageUp':
      return Math.max(0, at - page)
    case 'Home':
      return 0
    case 'End':
      return last
  }
  if (key.length !== 1 || key === ' ') return undefined
  const letter = key.toLowerCase()
  const order = rows.map((_, index) => (at + 1 + index) % rows.length)
  return order.find((index) => rows[index]?.name.toLowerCase().startsWith(letter))
}
