import { describe, expect, it } from 'vitest'
import type { PictureWish } from '@core/contract/pictures'
import type { Project } from '@core/project/project'
import { suggestPictureName } from './pictureName'

const project = {
  components: [{ name: 'Hum' }, { name: 'A/B' }],
  sources: [{ id: 's', name: 'Singer' }],
} as unknown as Project
const spectrogramOf = (of: Extract<PictureWish, { what: 'spectrogram' }>['of']): PictureWish => ({
  what: 'spectrogram',
  of,
  levels: { floor: -90, ceiling: 0 },
  colourMap: 'cividis',
  range: null,
  frequencies: 'log',
})

describe('the name of a picture', () => {
  it.each([
    [spectrogramOf({ kind: 'original' }), 'song - spectrogram of original.png'],
    [spectrogramOf({ kind: 'source', id: 's' }), 'song - spectrogram of Singer.png'],
    [spectrogramOf({ kind: 'component', component: 1 }), 'song - spectrogram of A_B.png'],
    [{ what: 'dictionary' } as const, 'song - spectra.png'],
    [{ what: 'algorithms', against: 'iteration', curves: [] } as const, 'song - algorithms.png'],
  ])('says what it shows: %#', (picture, name) => {
    expect(suggestPictureName('song.flac', { picture, format: 'png' }, project)).toBe(name)
  })

  it('ends in its format however long the recording is called', () => {
    const name = suggestPictureName(
      'é'.repeat(200),
      { picture: { what: 'dictionary' }, format: 'svg' },
      project,
    )
    expect(name).toMatch(/^é{45} - spectra\.svg$/)
  })
})
