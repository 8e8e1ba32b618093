import { describe, expect, it } from 'vitest'
import { describeTags, otherTags, withTag } from './tagForm'

const tags = { TITLE: 'Side A', ARTIST: 'Caruso', MATRIX: 'B-4285' }

describe('the tags of an export', () => {
  it('change one by one, and go where they have no text', () => {
    expect(withTag(tags, 'TITLE', 'Side B')).toEqual({ ...tags, TITLE: 'Side B' })
    expect(withTag(tags, 'ARTIST', '')).toEqual({ TITLE: 'Side A', MATRIX: 'B-4285' })
  })

  it('without a field of their own are named', () => {
    expect(otherTags(tags)).toEqual(['MATRIX'])
  })

  it('stand in one line', () => {
    expect(describeTags(tags)).toBe('Side A · Caruso · 1 more')
    expect(describeTags({})).toBe('none')
  })
})
