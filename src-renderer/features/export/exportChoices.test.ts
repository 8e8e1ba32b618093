import { plainForm, plainWish } from '@core/contract/exports'
import { describe, expect, it } from 'vitest'
import { assignToSource, createSource, setMute, setNoiseAmount, setPan, setSolo } from '@core/project/edits'
import type { Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import {
  allowedContents,
  bitOptions,
  contentOptions,
  describeForm,
  documentRemarks,
  estimatedBytes,
  firstChoices,
  formatBytes,
  formatRate,
  formRemarks,
  levelRemark,
  rateOptions,
  rateValue,
  readBits,
  wishOf,
  withLevelKind,
} from './exportChoices'

const bare: Project = {
  ...sampleProject(),
  sources: [],
  noise: { components: [], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
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

  it('is clicks too, once some were removed, and without noise they are what was removed', () => {
    const declicked = { ...bare, analysis: { ...bare.analysis, declick: { threshold: 5 } } }
    const contents = contentOptions(declicked).map(({ content }) => content)
    expect(contents).toContain('clicks')
    expect(contentOptions(bare).map(({ content }) => content)).not.toContain('clicks')
    expect(problemsOf(declicked)).not.toContain('removed')
  })

  it('says why it cannot be had', () => {
    expect(problemsOf(bare)).toEqual(['sources', 'panned', 'others', 'removed', 'mono', 'dawproject', 'rpp'])
  })

  it('leaves nothing out when all of the noise is let back in', () => {
    expect(problemsOf(setNoiseAmount(100)(sampleProject()))).toEqual(['removed', 'mono'])
  })

  it('is several at once in one order, without what is gone, and the mix where all are', () => {
    expect(allowedContents(sampleProject(), ['mono', 'removed', 'mix'])).toEqual(['mix', 'removed', 'mono'])
    expect(allowedContents(bare, ['removed', 'components'])).toEqual(['components'])
    expect(allowedContents(bare, ['removed'])).toEqual(['mix'])
    expect(allowedContents(bare, [])).toEqual([])
    expect(allowedContents(sampleProject(), ['rpp', 'arrays'], 'mp3')).toEqual(['arrays'])
    expect(allowedContents(sampleProject(), ['arrays', 'rpp'], 'flac')).toEqual(['rpp', 'arrays'])
  })

  it('counts what is ungrouped and the noise among the files of the sources', () => {
    const text = (project: Project): string => contentOptions(project)[1].text
    expect(text(sampleProject())).toContain('3 mono files')
    const [voice] = sampleProject().sources
    expect(text(assignToSource(voice.id, [1, 2])(sampleProject()))).toContain('1 mono file,')
  })
})

describe('the word length', () => {
  const form = firstChoices.form

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
    const flac = { ...firstChoices, form: { ...form, format: 'flac', bits: '32f' } } as const
    expect(wishOf(flac, sampleProject(), null).bits).toBe(24)
    expect(bitOptions('flac').map(({ value }) => value)).toEqual(['16', '24'])
    expect(bitOptions('wav').map(({ value }) => readBits(value))).toEqual([16, 24, '32f'])
  })

  it('says where it dithers, and where a format loses something', () => {
    expect(formRemarks({ ...form, bits: 16 }, sampleProject())).toMatch(/dither/)
    expect(formRemarks({ ...form, bits: '32f' }, sampleProject())).not.toMatch(/dither/)
    expect(formRemarks({ ...form, format: 'mp3' }, sampleProject())).toMatch(/MP3 leaves out/)
  })

  it('and the rest stand in one line', () => {
    expect(describeForm(form, sampleProject())).toBe('WAV · 16 bit · 44.1 kHz')
    const level = { kind: 'loudness', target: -23, ceiling: -1, limit: true } as const
    expect(describeForm({ ...form, bits: 24, level, broadcast: true }, sampleProject())).toBe(
      'WAV · 24 bit · 44.1 kHz · −23 LUFS · bext',
    )
    expect(describeForm({ ...form, format: 'ogg' }, sampleProject())).toBe(
      'Ogg Vorbis · 192 kbit/s · 44.1 kHz',
    )
  })
})

describe('the level', () => {
  it('is said in a sentence, with its figures', () => {
    expect(levelRemark({ kind: 'unchanged' })).toBeNull()
    expect(levelRemark({ kind: 'peak', ceiling: -1 })).toContain('−1 dBTP')
    const level = { kind: 'loudness', target: -16, ceiling: -2, limit: false } as const
    expect(levelRemark(level)).toContain('as near as true peaks of −2 dBTP allow')
    expect(levelRemark({ ...level, limit: true })).toContain('are limited')
  })

  it('keeps its ceiling when its kind changes, and begins with −1 dBTP and −23 LUFS', () => {
    expect(withLevelKind({ kind: 'unchanged' }, 'peak')).toEqual({ kind: 'peak', ceiling: -1 })
    expect(withLevelKind({ kind: 'peak', ceiling: -3 }, 'loudness')).toEqual({
      kind: 'loudness',
      target: -23,
      ceiling: -3,
      limit: false,
    })
    expect(withLevelKind({ kind: 'peak', ceiling: -3 }, 'unchanged')).toEqual({ kind: 'unchanged' })
  })
})

describe('the size', () => {
  it('counts every file with its channels', () => {
    const project = sampleProject()
    const long = { ...project, recording: { ...project.recording, sampleCount: 44_100 * 60 } }
    const bytes = (changed: object): number =>
      estimatedBytes({ ...wishOf(firstChoices, long, null), ...changed }, long)
    expect(bytes({})).toBe(60 * 44_100 * 2 * 2)
    expect(bytes({ contents: ['mix', 'components'], bits: 24 })).toBe(60 * 44_100 * 3 * (2 + 3))
    expect(bytes({ format: 'mp3' })).toBe((60 * 192_000) / 8)
    expect([1, 5e5, 10_584_000, 2.5e9].map(formatBytes)).toEqual([
      'about 1 kB',
      'about 500 kB',
      'about 11 MB',
      'about 2.5 GB',
    ])
  })
})

describe('the sample rate', () => {
  it('offers the recording’s own first and never twice', () => {
    expect(rateOptions(44_100, 'wav').map(({ value }) => value)).toEqual(['own', '48000', '96000'])
    expect(rateOptions(22_050, 'wav').map(({ value }) => value)).toEqual(['own', '44100', '48000', '96000'])
    expect(rateOptions(78_000, 'mp3').map(({ value, label }) => [value, label])).toEqual([
      ['own', '48 kHz'],
      ['44100', '44.1 kHz'],
    ])
    expect([44_100, 22_050, 48_000].map(formatRate)).toEqual(['44.1 kHz', '22.05 kHz', '48 kHz'])
  })

  it('is no conversion when it is the recording’s own', () => {
    const same = { ...firstChoices.form, sampleRate: 44_100 }
    expect(rateValue(same, 44_100)).toBe('own')
    expect(formRemarks(same, sampleProject())).not.toMatch(/converted/)
    expect(formRemarks({ ...same, sampleRate: 48_000 }, sampleProject())).toMatch(/from 44.1 kHz to 48 kHz/)
  })
})

describe('what is said of the document', () => {
  const project = createSource('Band', [1])(sampleProject())
  const [voice, band] = project.sources

  it('names the pan law and the noise where they matter', () => {
    expect(documentRemarks(project, ['mix'])[0]).toBe(
      'As in the mix: pan law −3 dB (constant power), noise left out.',
    )
    expect(documentRemarks(setNoiseAmount(25)(project), ['removed'])[0]).toContain('25 %')
    expect(documentRemarks(project, ['sources']).join()).toMatch(/not applied/)
  })

  it('warns of a mix that is alike on both sides', () => {
    expect(documentRemarks(project, ['mix'])[1]).toMatch(/alike/)
    expect(documentRemarks(setPan(voice.id, -30)(project), ['mix'])).toHaveLength(1)
  })

  it('names what mute and solo leave', () => {
    expect(documentRemarks(setMute(band.id, true)(project), ['mix'])[1]).toContain('“Band”')
    const soloed = setSolo(voice.id, true)(project)
    expect(documentRemarks(soloed, ['mix'])[1]).toBe('Solo is on: the mix holds “Voice” only.')
    expect(documentRemarks(setMute(voice.id, true)(soloed), ['mix'])[1]).toContain('silence')
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
