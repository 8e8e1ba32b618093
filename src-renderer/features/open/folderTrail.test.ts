import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FileId } from '@core/contract/ids'
import type { FolderListing } from '@core/contract/page'
import { onlyRoot, rowByKey, rowsOf, type Row } from './folderTrail'

const id = (text: string): FileId => text as FileId
const listing: FolderListing = {
  name: 'Music',
  parent: null,
  folders: [{ folder: id('d'), name: 'Duets' }],
  files: [
    { file: id('a'), name: 'air.flac', bytes: 10 },
    { file: id('n'), name: 'notes.txt', bytes: 20 },
    { file: id('p'), name: 'air.shellac', bytes: 30 },
  ],
  isCut: false,
}

describe('rowsOf', () => {
  it('shows folders first, then only the files of the kinds', () => {
    expect(rowsOf(listing, ['recording', 'project'], false).map(({ name }) => name)).toEqual([
      'Duets',
      'air.flac',
      'air.shellac',
    ])
    expect(rowsOf(listing, ['project'], false).map(({ name }) => name)).toEqual(['Duets', 'air.shellac'])
  })

  it('shows every file when it is asked to', () => {
    expect(rowsOf(listing, ['project'], true)).toHaveLength(4)
  })
})

describe('onlyRoot', () => {
  it('is a folder that stands alone', () => {
    expect(onlyRoot({ ...listing, files: [] })).toEqual({ folder: 'd', name: 'Duets' })
  })

  it('is none where there is a choice', () => {
    expect(onlyRoot(listing)).toBeUndefined()
    expect(onlyRoot({ ...listing, files: [], folders: [] })).toBeUndefined()
    const two = [...listing.folders, { folder: id('e'), name: 'Etudes' }]
    expect(onlyRoot({ ...listing, files: [], folders: two })).toBeUndefined()
  })
})

describe('rowByKey', () => {
  const rows: Row[] = ['Bach', 'Brahms', 'Chopin', 'bartók'].map((name) => ({
    kind: 'folder',
    id: id(name),
    name,
  }))

  it('moves by arrows and stops at the ends', () => {
    expect(rowByKey('ArrowDown', 0, rows)).toBe(1)
    expect(rowByKey('ArrowDown', 3, rows)).toBe(3)
    expect(rowByKey('ArrowUp', 0, rows)).toBe(0)
    expect(rowByKey('Home', 2, rows)).toBe(0)
    expect(rowByKey('End', 1, rows)).toBe(3)
  })

  it('goes to the next row of a letter, round and round, in either case', () => {
    expect(rowByKey('b', 0, rows)).toBe(1)
    expect(rowByKey('B', 1, rows)).toBe(3)
    expect(rowByKey('b', 3, rows)).toBe(0)
    expect(rowByKey('c', 2, rows)).toBe(2)
  })

  it('leaves other keys alone', () => {
    for (const key of ['Tab', 'Enter', ' ', 'Escape', 'x']) expect(rowByKey(key, 0, rows)).toBeUndefined()
  })

  it('never leads out of the list', () => {
    const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'b', 'c', 'z']
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(3), fc.integer({ min: 1, max: 4 }), (key, at, length) => {
        const next = rowByKey(key, Math.min(at, length - 1), rows.slice(0, length))
        if (next !== undefined) expect(next >= 0 && next < length).toBe(true)
      }),
    )
  })
})
