import { describe, expect, it } from 'vitest'
import { hasId3v1, readId3v1 } from './id3v1'

function tagged(fields: Readonly<Record<number, string>>): Uint8Array {
  const bytes = new Uint8Array(10 + 128)
  for (const [offset, text] of Object.entries({ 0: 'TAG', ...fields })) {
    for (let i = 0; i < text.length; i++) bytes[10 + Number(offset) + i] = text.charCodeAt(i)
  }
  return bytes
}

describe('ID3v1', () => {
  it('the fields at the end of a file become tags, empty ones are left out', () => {
    const bytes = tagged({ 3: 'Vesti la giubba', 33: 'Caruso', 93: '1907', 97: 'Décca' })
    expect(readId3v1(bytes)).toEqual({
      TITLE: 'Vesti la giubba',
      ARTIST: 'Caruso',
      DATE: '1907',
      COMMENT: 'Décca',
    })
  })

  it('a file without the tag has none', () => {
    const bytes = tagged({}).fill(0, 10, 11)
    expect(hasId3v1(bytes)).toBe(false)
    expect(readId3v1(bytes)).toEqual({})
  })
})
