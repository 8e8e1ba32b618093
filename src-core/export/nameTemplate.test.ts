import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportContents } from '../contract/exports'
import { createSource } from '../project/edits'
import type { Project } from '../project/project'
import { sampleProject } from '../project/sampleProject.testSupport'
import { planFiles } from './exportPlan'
import { checkTemplate, namesOf, usualTemplate } from './nameTemplate'

const project = createSource('a:b', [1])(sampleProject())
const recording = {
  name: 'side a.flac',
  tags: { TITLE: 'Vesti la giubba', ARTIST: 'Enrico Caruso', DATE: '1907' },
}

function names(
  template: string,
  contents: Parameters<typeof planFiles>[1] = ['mix', 'sources'],
  of: {
    readonly project?: Project
    readonly recording?: typeof recording | { name: string; tags: object }
  } = {},
): string[] {
  const edited = of.project ?? project
  const files = planFiles(edited, contents, { ...edited, panLaw: -3 })
  const named = {
    name: (of.recording ?? recording).name,
    tags: (of.recording ?? recording).tags as Record<string, string>,
  }
  return namesOf(files, template, { recording: named, format: 'wav' })
}

describe('names by a template', () => {
  it('take every field, and only what systems forbid is replaced', () => {
    expect(names('{artist} - {title} ({date}) {what} {n} {source}')).toEqual([
      'Enrico Caruso - Vesti la giubba (1907) mix.wav',
      'Enrico Caruso - Vesti la giubba (1907) source 01 Voice.wav',
      'Enrico Caruso - Vesti la giubba (1907) source 02 a_b.wav',
      'Enrico Caruso - Vesti la giubba (1907) source 03 Noise.wav',
    ])
  })

  it('lose the separators of empty fields, and name the file where there is no title', () => {
    const untagged = { name: 'side a.flac', tags: {} }
    expect(names('{artist} - {date} - {title} - {what}', ['mix'], { recording: untagged })).toEqual([
      'side a - mix.wav',
    ])
    expect(names('{n}-{source}', ['mix'])).toEqual(['_.wav'])
  })

  it('differ where two would be the same, also where case does not count', () => {
    const twins = createSource('VOICE', [1])(sampleProject())
    expect(names('{source}', ['sources'], { project: twins })).toEqual([
      'Voice.wav',
      'VOICE 2.wav',
      'Noise.wav',
    ])
    expect(names('all', ['sources'])).toEqual(['all.wav', 'all 2.wav', 'all 3.wav'])
  })

  it('without a template tell all files of any contents apart', () => {
    const declicked = { ...project, analysis: { ...project.analysis, declick: { threshold: 5 } } }
    for (const contents of [['sources'], ['components'], [...exportContents]] as const) {
      const made = names(usualTemplate(contents), contents, { project: declicked })
      expect(new Set(made).size).toBe(made.length)
      expect(made.some((name) => / \d\.wav$/.test(name) && !/Component \d\.wav$/.test(name))).toBe(false)
    }
  })

  it('fit every system, whatever is in the tags and the template', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (title, around) => {
        const template = `${around.replace(/[{}]/g, '')}{title}{n}`
        const long = { name: 'x', tags: { TITLE: title.repeat(20) } }
        for (const name of names(template, ['sources'], { recording: long })) {
          expect(name).not.toMatch(/[<>:"/\\|?*]/)
          expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(190)
        }
      }),
    )
  })

  it('refuse fields that there are not', () => {
    expect(() => checkTemplate('{title} {album}')).toThrow('{album} is no field; there are {title}')
    expect(() => checkTemplate('{title')).toThrow('"{" stands alone')
    expect(() => checkTemplate(' ')).toThrow('empty')
    expect(() => checkTemplate('{title}{n}')).not.toThrow()
  })
})
