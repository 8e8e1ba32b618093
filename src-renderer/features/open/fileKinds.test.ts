import { describe, expect, it } from 'vitest'
import { acceptOf, isOfKind, nameKinds } from './fileKinds'

describe('isOfKind', () => {
  it('goes by the last extension, in either case', () => {
    expect(isOfKind('Side A.WAV', ['recording'])).toBe(true)
    expect(isOfKind('take.1.flac', ['recording'])).toBe(true)
    expect(isOfKind('song.shellac', ['project'])).toBe(true)
    expect(isOfKind('song.wav.zip', ['recording', 'project'])).toBe(false)
  })

  it('takes a kind for no other', () => {
    expect(isOfKind('song.shellac', ['recording'])).toBe(false)
    expect(isOfKind('song.wav', ['project'])).toBe(false)
  })

  it('finds no kind in a name without an extension', () => {
    expect(isOfKind('wav', ['recording'])).toBe(false)
    expect(isOfKind('.wav', ['recording'])).toBe(false)
    expect(isOfKind('song.', ['recording', 'project'])).toBe(false)
  })
})

it('accepts in the browser exactly what is listed in a folder', () => {
  for (const extension of acceptOf(['recording', 'project']).split(',')) {
    expect(isOfKind(`song${extension}`, ['recording', 'project'])).toBe(true)
  }
  expect(acceptOf(['project'])).toBe('.shellac')
})

it('names kinds as a person looks for them', () => {
  expect(nameKinds(['recording', 'project'])).toBe('recording or project')
})
