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
    expect(targetName(' song ', 'project', 'song.shellac')).toBe('song.shellac')
    expect(targetName('song.Shellac', 'project', 'song.shellac')).toBe('song.Shellac')
    expect(targetName('song.wav', 'project', 'song.shellac')).toBe('song.wav.shellac')
  })

  it('ends a picture in the format that was suggested', () => {
    expect(targetName('masks', 'picture', 'song - masks.svg')).toBe('masks.svg')
    expect(targetName('masks.SVG', 'picture', 'song - masks.svg')).toBe('masks.SVG')
    expect(targetName('masks.png', 'picture', 'song - masks.svg')).toBe('masks.png.svg')
  })

  it('leaves the name of an export as it is', () => {
    expect(targetName('song - stereo.wav', 'export', 'song.wav')).toBe('song - stereo.wav')
    expect(targetName('stems', 'export', 'song - sources')).toBe('stems')
  })
})

it('selects a name up to its extension', () => {
  expect(stemLength('song.shellac')).toBe(4)
  expect(stemLength('stems')).toBe(5)
  expect(stemLength('.hidden')).toBe(7)
})
