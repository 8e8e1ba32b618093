import { plainForm } from '@core/contract/exports'
import { createSource, setMute, setNoiseAmount, setPan, setSolo } from '@core/project/edits'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { describe, expect, it } from 'vitest'
import { describeForm, documentRemarks, formRemarks, levelRemark } from './exportRemarks'

describe('what is said of the form', () => {
  const form = plainForm

  it('says where it dithers, and where a format loses something', () => {
    expect(formRemarks({ ...form, bits: 16 }, sampleProject())).toMatch(/dither/)
    expect(formRemarks({ ...form, bits: '32f' }, sampleProject())).not.toMatch(/dither/)
    expect(formRemarks({ ...form, format: 'mp3' }, sampleProject())).toMatch(/MP3 leaves out/)
  })

  it('says where the sample rate is converted', () => {
    const same = { ...form, sampleRate: 44_100 }
    expect(formRemarks(same, sampleProject())).not.toMatch(/converted/)
    expect(formRemarks({ ...same, sampleRate: 48_000 }, sampleProject())).toMatch(/from 44.1 kHz to 48 kHz/)
  })

  it('stands in one line, too', () => {
    expect(describeForm(form, sampleProject())).toBe('WAV · 16 bit · 44.1 kHz')
    const level = { kind: 'loudness', target: -23, ceiling: -1, limit: true } as const
    expect(describeForm({ ...form, bits: 24, level, broadcast: true }, sampleProject())).toBe(
      'WAV · 24 bit · 44.1 kHz · −23 LUFS · bext',
    )
    expect(describeForm({ ...form, format: 'ogg' }, sampleProject())).toBe(
      'Ogg Vorbis · 192 kbit/s · 44.1 kHz',
    )
  })

  it('tells the level in a sentence, with its figures', () => {
    expect(levelRemark({ kind: 'unchanged' })).toBeNull()
    expect(levelRemark({ kind: 'peak', ceiling: -1 })).toContain('−1 dBTP')
    const level = { kind: 'loudness', target: -16, ceiling: -2, limit: false } as const
    expect(levelRemark(level)).toContain('as near as true peaks of −2 dBTP allow')
    expect(levelRemark({ ...level, limit: true })).toContain('are limited')
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
