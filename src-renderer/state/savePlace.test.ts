import type { FileId } from '@core/contract/ids'
import type { ProjectOwner, SaveTarget } from '@core/contract/page'
import { expect, test } from 'vitest'
import { SavePlace } from './savePlace.svelte'

const target: SaveTarget = {
  file: 'file 1' as FileId,
  name: 'song.shellac',
  isDownload: false,
  mayReplace: true,
}
const owner: ProjectOwner = { user: 'ann', host: 'studio', shell: 'desktop', processId: 4711, since: 0 }

function savedPlace(): SavePlace {
  const place = new SavePlace()
  place.set({ target, revision: 'r1' })
  return place
}

test('Only the file that was saved last has a revision that is known here', () => {
  const place = savedPlace()
  expect(place.revisionAt(target)).toBe('r1')
  expect(place.revisionAt({ ...target, file: 'file 2' as FileId })).toBeUndefined()
  expect(new SavePlace().revisionAt(target)).toBeUndefined()
})

test('A project that is left to its owner is not saved over until it is taken over, and then by the revision it was opened with', () => {
  const place = savedPlace()
  place.leaveTo(owner)
  expect(place.facts).toEqual({ target: null, owner, revision: 'r1' })
  expect(place.revisionAt(target)).toBeUndefined()
  place.takeOver(target)
  expect(place.facts).toEqual({ target, owner: null, revision: 'r1' })
  expect(place.revisionAt(target)).toBe('r1')
})

test('Nothing is taken over where there is no owner', () => {
  const place = new SavePlace()
  place.takeOver(target)
  expect(place.target).toBeNull()
})

test('What a snapshot says of a place is what another is made of', () => {
  const place = savedPlace()
  place.leaveTo(owner)
  const other = new SavePlace()
  other.set(place.facts)
  expect(other.facts).toEqual(place.facts)
  other.clear()
  expect(other.facts).toEqual({ target: null, owner: null, revision: null })
})
