import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestName } from './exportName'

describe('the name of an export', () => {
  it('says what it is and ends as its format', () => {
    expect(suggestName('song.flac', { content: 'mix', format: 'wav' })).toBe('song - stereo.wav')
    expect(suggestName('song.wav', { content: 'removed', format: 'flac' })).toBe('song - removed.flac')
  })

  it('is that of a folder, without extension, for several files', () => {
    expect(suggestName('song.flac', { content: 'sources', format: 'wav' })).toBe('song - sources')
  })

  it('loses an extension only', () => {
    expect(suggestName('Sonata No. 5 in F', { content: 'components', format: 'wav' })).toBe(
      'Sonata No. 5 in F - components',
    )
    expect(suggestName('.wav', { content: 'mono', format: 'wav' })).toBe('recording - mono without noise.wav')
  })

  it('fits every system, whatever the recording is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (recording) => {
        const name = suggestName(recording, { content: 'mono', format: 'flac' })
        expect(name.endsWith(' - mono without noise.flac')).toBe(true)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(180)
        expect(name).not.toBe(recording)
      }),
    )
  })
})
