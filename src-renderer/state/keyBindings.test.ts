import { describe, expect, it } from 'vitest'
import { commandIds, keyPresetNames, keyPresets } from '@core/contract/commands'
import {
  clashOf,
  firstKeyChoice,
  isFixedKey,
  keyMapOf,
  keysOf,
  readKeyChoice,
  withKey,
  withoutOwnKey,
  withoutOwnKeys,
} from './keyBindings'

const daw = { ...firstKeyChoice, preset: 'daw' } as const

const allKeys = (choice: typeof firstKeyChoice): string[] => Object.values(keysOf(choice)).flat()

describe('presets', () => {
  it.each(keyPresetNames)('%s: no key gives two commands', (name) => {
    const keys = commandIds.flatMap((id) => keyPresets[name].keys[id])
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('L plays in a media player and loops in a workstation', () => {
    expect(keyMapOf(keysOf(firstKeyChoice)).get('L')).toBe('shuttle-on')
    expect(keyMapOf(keysOf(firstKeyChoice)).get('Mod+L')).toBe('loop')
    expect(keyMapOf(keysOf(daw)).get('L')).toBe('loop')
    expect(keyMapOf(keysOf(daw)).get('Enter')).toBe('go-to-start')
    expect(keyMapOf(keysOf(daw)).has('J')).toBe(false)
  })
})

describe('own keys', () => {
  it('take the place of those of the preset, in this preset alone', () => {
    const choice = withKey(firstKeyChoice, 'mono', 'Mod+J')
    expect(keysOf(choice).mono).toEqual(['Mod+J'])
    expect(keysOf({ ...choice, preset: 'daw' }).mono).toEqual(keyPresets.daw.keys.mono)
  })

  it('that another command has are known beforehand, and taken from it', () => {
    expect(clashOf(firstKeyChoice, 'mono', 'M')).toBe('mute-source')
    expect(clashOf(firstKeyChoice, 'mute-source', 'M')).toBeUndefined()
    const once = withKey(firstKeyChoice, 'mono', 'M')
    expect(keysOf(once)['mute-source']).toEqual([])
    const twice = withKey(once, 'loop', 'M')
    expect(keysOf(twice)).toMatchObject({ loop: ['M'], mono: [], 'mute-source': [] })
    expect(new Set(allKeys(twice)).size).toBe(allKeys(twice).length)
  })

  it('are given back one by one or all at once', () => {
    const choice = withKey(withKey(firstKeyChoice, 'mono', 'M'), 'loop', 'Q')
    expect(keysOf(withoutOwnKey(choice, 'mono'))).toMatchObject({ 'mute-source': ['M'], loop: ['Q'] })
    expect(keysOf(withoutOwnKeys(choice))).toEqual(keysOf(firstKeyChoice))
  })

  it('are never those that move the focus or are held along', () => {
    for (const key of ['Escape', 'Shift+Tab', 'Mod+Control', 'Shift']) expect(isFixedKey(key)).toBe(true)
    for (const key of ['A', 'Mod+Z', ' ', '+', 'Mod++', 'F5']) expect(isFixedKey(key)).toBe(false)
  })
})

describe('stored keys', () => {
  it('come back as they were', () => {
    const choice = withKey(daw, 'mono', 'M')
    expect(readKeyChoice(JSON.stringify(choice))).toEqual(choice)
  })

  it('that are broken, unknown, fixed or double are left out', () => {
    for (const text of [null, '', '{', '[]', 'null', '{"preset":"toString","own":7}'])
      expect(readKeyChoice(text)).toEqual(firstKeyChoice)
    const own = { media: { mono: ['Q', 3], loop: ['Q', 'Escape', 'B'], nothing: ['W'] } }
    expect(readKeyChoice(JSON.stringify({ preset: 'media', own })).own.media).toEqual({
      mono: [],
      loop: ['Q', 'B'],
    })
  })
})
