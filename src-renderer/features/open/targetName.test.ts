import { describe, expect, it } from 'vitest'
import { nameProblem, stemLength, targetName } from './targetName'

describe('nameProblem', () => {
  it.each(['song.wav', ' song ', 'Étude № 3', 'a'.repeat(255), '.hidden'])('finds none in %j', (name) => {
    expect(nameProblem(name)).toBeUndefined()
  })

  it.each([
    ['', 'needs a name'],
    ['  ', 'needs a name'],
    ['a/b', 'no / or \\'],
    ['a\\b', 'no / or \\'],
    ['..', 'is a folder'],
    ['a\nb', 'line breaks'],
    ['a\u0000b', 'control characters'],
    ['a'.repeat(256), '256'],
  ])('refuses %j', (name, words) => {
    expect(nameProblem(name)).toContain(words)
  })
})

describe('targetName', () => {
  it('ends a project in .shellac, once', () => {
    expect(targetName(' song ', 'project')).toBe('song.shellac')
    expect(targetName('song.Shellac', 'project')).toBe('song.Shellac')
    expect(targetName('song.wav', 'project')).toBe('song.wav.shellac')
  })

  it('leaves the name of an export as it is', () => {
    expect(targetName('song - stereo.wav', 'export')).toBe('song - stereo.wav')
    expect(targetName('stems', 'export')).toBe('stems')
  })
})

it('selects a name up to its extension', () => {
  expect(stemLength('song.shellac')).toBe(4)
  expect(stemLength('stems')).toBe(5)
  expect(stemLength('.hidden')).toBe(7)
})
