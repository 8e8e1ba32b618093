import { plainForm, plainWish } from '@core/contract/exports'
import { setNoiseAmount } from '@core/project/edits'
import type { Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { describe, expect, it } from 'vitest'
import { firstChoices, wishOf } from './exportChoices'

function recordedAs(sampleKind: 'integer' | 'float' | 'lossy', bitDepth: number): Project {
  const project = sampleProject()
  const format = { ...project.recording.format, sampleKind, bitDepth }
  return { ...project, recording: { ...project.recording, format } }
}

describe('the word length', () => {
  it('is that of the recording, or the next that can be written', () => {
    const own = (project: Project): unknown => wishOf(firstChoices, project, null).bits
    expect(own(recordedAs('integer', 8))).toBe(16)
    expect(own(recordedAs('integer', 16))).toBe(16)
    expect(own(recordedAs('integer', 20))).toBe(24)
    expect(own(recordedAs('integer', 32))).toBe('32f')
    expect(own(recordedAs('float', 32))).toBe('32f')
    expect(own(recordedAs('lossy', 0))).toBe(24)
  })

  it('never asks FLAC for floats', () => {
    const flac = { ...firstChoices, form: { ...firstChoices.form, format: 'flac', bits: '32f' } } as const
    expect(wishOf(flac, sampleProject(), null).bits).toBe(24)
  })
})

describe('the wish', () => {
  it('takes pan law and noise amount from the document and replaces nothing', () => {
    const flac = { ...firstChoices, form: { ...plainForm, format: 'flac' } } as const
    expect(wishOf(flac, setNoiseAmount(40)(sampleProject()), 'Mine')).toEqual({
      ...plainForm,
      ...plainWish,
      contents: ['mix'],
      format: 'flac',
      bits: 16,
      sampleRate: 44_100,
      panLaw: -3,
      noiseAmount: 40,
      existing: 'refuse',
      preset: 'Mine',
    })
  })
})
