import { plainForm, plainWish } from '@core/contract/exports'
import { describe, expect, it } from 'vitest'
import { assignToSource, createSource, setMute, setNoiseAmount, setPan, setSolo } from '@core/project/edits'
import type { Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import {
  allowedContent,
  bitOptions,
  bitsOf,
  contentOptions,
  documentRemarks,
  firstChoices,
  formatRate,
  formRemarks,
  rateOptions,
  rateValue,
  readBits,
  wishOf,
} from './exportChoices'

const bare: Project = {
  ...sampleProject(),
  sources: [],
  noise: { components: [], amount: 0, smoothing: { milliseconds: 0, hertz: 0 } },
}

function recordedAs(sampleKind: 'integer' | 'float' | 'lossy', bitDepth: number): Project {
  const project = sampleProject()
  const format = { ...project.recording.format, sampleKind, bitDepth }
  return { ...project, recording: { ...project.recording, format } }
}

function problemsOf(project: Project): string[] {
  return contentOptions(project).flatMap(({ content, problem }) => (problem === null ? [] : [content]))
}

describe('the content', () => {
  it('is everything once there are sources and noise', () => {
    expect(problemsOf(sampleProject())).toEqual([])
  })

  it('says why it cannot be had', () => {
    expect(problemsOf(bare)).toEqual(['sources', 'removed', 'mono'])
  })

  it('leaves nothing out when all of the noise is let back in', () => {
    expect(problemsOf(setNoiseAmount(100)(sampleProject()))).toEqual(['removed', 'mono'])
  })

  it('is the mix where the one that was chosen is gone', () => {
    expect(allowedContent(sampleProject(), 'removed')).toBe('removed')
    expect(allowedContent(bare, 'removed')).toBe('mix')
    expect(allowedContent(bare, 'components')).toBe('components')
  })

  it('counts what is ungrouped and the noise among the files of the sources', () => {
    const text = (project: Project): string => contentOptions(project)[1].text
    expect(text(sampleProject())).toContain('3 mono files')
    const [voice] = sampleProject().sources
    expect(text(assignToSource(voice.id, [1, 2])(sampleProject()))).toContain('1 mono file,')
  })
})

describe('the word length', () => {
  it('is that of the recording, or the next that can be written', () => {
    const own = (project: Project): unknown => bitsOf(firstChoices, project)
    expect(own(recordedAs('integer', 8))).toBe(16)
    expect(own(recordedAs('integer', 16))).toBe(16)
    expect(own(recordedAs('integer', 20))).toBe(24)
    expect(own(recordedAs('integer', 32))).toBe('32f')
    expect(own(recordedAs('float', 32))).toBe('32f')
    expect(own(recordedAs('lossy', 0))).toBe(24)
  })

  it('never asks FLAC for floats', () => {
    expect(bitsOf({ ...firstChoices, format: 'flac', bits: '32f' }, sampleProject())).toBe(24)
    expect(bitOptions('flac').map(({ value }) => value)).toEqual(['16', '24'])
    expect(bitOptions('wav').map(({ value }) => readBits(value))).toEqual([16, 24, '32f'])
  })

  it('says where it dithers', () => {
    expect(formRemarks({ ...firstChoices, bits: 16 }, sampleProject())).toMatch(/dither/)
    expect(formRemarks({ ...firstChoices, bits: '32f' }, sampleProject())).not.toMatch(/dither/)
  })
})

describe('the sample rate', () => {
  it('offers the recording’s own first and never twice', () => {
    expect(rateOptions(44_100).map(({ value }) => value)).toEqual(['own', '48000', '96000'])
    expect(rateOptions(22_050).map(({ value }) => value)).toEqual(['own', '44100', '48000', '96000'])
    expect([44_100, 22_050, 48_000].map(formatRate)).toEqual(['44.1 kHz', '22.05 kHz', '48 kHz'])
  })

  it('is no conversion when it is the recording’s own', () => {
    const same = { ...firstChoices, sampleRate: 44_100 }
    expect(rateValue(same, 44_100)).toBe('own')
    expect(formRemarks(same, sampleProject())).not.toMatch(/converted/)
    expect(formRemarks({ ...same, sampleRate: 48_000 }, sampleProject())).toMatch(/from 44.1 kHz to 48 kHz/)
  })
})

describe('what is said of the document', () => {
  const project = createSource('Band', [1])(sampleProject())
  const [voice, band] = project.sources

  it('names the pan law and the noise where they matter', () => {
    expect(documentRemarks(project, 'mix')[0]).toBe(
      'As in the mix: pan law −3 dB (constant power), noise left out.',
    )
    expect(documentRemarks(setNoiseAmount(25)(project), 'removed')[0]).toContain('25 %')
    expect(documentRemarks(project, 'sources').join()).toMatch(/not applied/)
  })

  it('warns of a mix that is alike on both sides', () => {
    expect(documentRemarks(project, 'mix')[1]).toMatch(/alike/)
    expect(documentRemarks(setPan(voice.id, -30)(project), 'mix')).toHaveLength(1)
  })

  it('names what mute and solo leave', () => {
    expect(documentRemarks(setMute(band.id, true)(project), 'mix')[1]).toContain('“Band”')
    const soloed = setSolo(voice.id, true)(project)
    expect(documentRemarks(soloed, 'mix')[1]).toBe('Solo is on: the file holds “Voice” only.')
    expect(documentRemarks(setMute(voice.id, true)(soloed), 'mix')[1]).toContain('silence')
  })
})

describe('the wish', () => {
  it('takes pan law and noise amount from the document and replaces nothing', () => {
    expect(wishOf({ ...firstChoices, format: 'flac' }, setNoiseAmount(40)(sampleProject()))).toEqual({
      ...plainForm,
      ...plainWish,
      contents: ['mix'],
      format: 'flac',
      bits: 16,
      sampleRate: 44_100,
      panLaw: -3,
      noiseAmount: 40,
      existing: 'refuse',
    })
  })
})
