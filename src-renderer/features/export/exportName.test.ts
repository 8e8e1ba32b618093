import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { previewNames, suggestName, templateProblem, type NamingWish } from './exportName'

const template = '{title} - {what} {n} {source}'
const mix: NamingWish = { contents: ['mix'], format: 'wav', template, tags: null }

function named(name: string): Project {
  const project = sampleProject()
  return { ...project, recording: { ...project.recording, name, tags: {} } }
}

describe('the name of an export', () => {
  it('follows the template and ends as its format', () => {
    expect(suggestName(named('song.flac'), mix)).toBe('song - mix.wav')
    expect(suggestName(sampleProject(), { ...mix, format: 'mp3' })).toBe('Vesti la giubba - mix.mp3')
    expect(suggestName(sampleProject(), { ...mix, tags: { TITLE: 'Side A' } })).toBe('Side A - mix.wav')
  })

  it('is that of a folder, without extension, for several files', () => {
    expect(suggestName(named('song.flac'), { ...mix, contents: ['sources'] })).toBe('song - sources')
    expect(suggestName(named('Sonata No. 5 in F'), { ...mix, contents: ['mix', 'mono'] })).toBe(
      'Sonata No. 5 in F - export',
    )
    expect(suggestName(named('.wav'), { ...mix, contents: ['components'] })).toBe('recording - components')
  })

  it('fits every system, whatever the recording is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (recording) => {
        for (const contents of [['mix'], ['sources']] as const) {
          const name = suggestName(named(recording), { ...mix, contents })
          expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(186)
          expect(name).not.toMatch(/[<>:"/\\|?*]/)
        }
      }),
    )
  })
})

describe('the preview', () => {
  it('names every file of every content', () => {
    expect(previewNames(named('song.wav'), { ...mix, contents: ['dawproject', 'arrays'] })).toEqual([
      'song.dawproject',
      'W.npy',
      'H.npy',
      'frequencies.npy',
      'times.npy',
    ])
    expect(previewNames(named('song.wav'), { ...mix, contents: ['mix', 'sources'] })).toEqual([
      'song - mix.wav',
      'song - source 01 Voice.wav',
      'song - source 02 Ungrouped.wav',
      'song - source 03 Noise.wav',
    ])
  })

  it('says what is wrong with a template', () => {
    expect(templateProblem(template)).toBeNull()
    expect(templateProblem('{album}')).toContain('{album} is no field')
  })
})
