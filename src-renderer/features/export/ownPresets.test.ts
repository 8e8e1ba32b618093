import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { plainForm } from '@core/contract/exports'
import { presets } from '@core/export/presets'
import { OwnPresets } from './ownPresets.svelte'

const stored = new Map<string, string>()
beforeEach(() => {
  stored.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
  })
})
afterEach(() => vi.unstubAllGlobals())

const form = { ...plainForm, format: 'ogg', kilobits: 128 } as const

describe('presets of one’s own', () => {
  it('are kept for the next time, replaced by name, and forgotten', () => {
    new OwnPresets().save('Small', form)
    const next = new OwnPresets()
    expect(next.find(form)).toMatchObject({ name: 'Small', isOwn: true })
    next.save('Small', { ...form, kilobits: 320 })
    expect(next.all.filter(({ isOwn }) => isOwn)).toHaveLength(1)
    next.remove('Small')
    expect(new OwnPresets().all.some(({ isOwn }) => isOwn)).toBe(false)
  })

  it('stand behind those that are always there, and may not take their names', () => {
    const own = new OwnPresets()
    expect(own.find(plainForm)?.value).toBe('recording')
    expect(own.find(presets.broadcast.form)?.name).toBe('Broadcast')
    expect(own.problemOf('CD')).toContain('ready-made')
    expect(own.problemOf(' ')).toContain('name')
    expect(own.problemOf('Mine')).toBeNull()
  })

  it('are found by what matters to their format', () => {
    expect(new OwnPresets().find({ ...plainForm, kilobits: 320 })?.value).toBe('recording')
    expect(new OwnPresets().find({ ...plainForm, bits: 16 })).toBeUndefined()
  })

  it('that nobody can read are left out', () => {
    stored.set(
      'export-presets',
      JSON.stringify([
        { name: 'x', format: 'aac' },
        { name: 'Good', format: 'wav' },
      ]),
    )
    expect(new OwnPresets().all.filter(({ isOwn }) => isOwn).map(({ name }) => name)).toEqual(['Good'])
    stored.set('export-presets', '{')
    expect(new OwnPresets().all.some(({ isOwn }) => isOwn)).toBe(false)
  })
})
