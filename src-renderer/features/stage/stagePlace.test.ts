import { describe, expect, it } from 'vitest'
import type { Source } from '@core/project/project'
import { formatPlace, isSamePlace, placeAfterKey, speakPlace } from './stagePlace'

const place = { pan: -40, gain: -3 }

describe('keys on a disc', () => {
  it('left and right move the pan by 1, with Shift by 0.2', () => {
    expect(placeAfterKey('ArrowLeft', place, false)).toEqual({ pan: -41, gain: -3 })
    expect(placeAfterKey('ArrowRight', place, true)).toEqual({ pan: -39.8, gain: -3 })
  })

  it('up and down move the level by 0.5 dB, with Shift by 0.1 dB', () => {
    expect(placeAfterKey('ArrowUp', place, false)).toEqual({ pan: -40, gain: -2.5 })
    expect(placeAfterKey('ArrowDown', place, true)).toEqual({ pan: -40, gain: -3.1 })
  })

  it('pages move the level by 6 dB', () => {
    expect(placeAfterKey('PageDown', place, false)).toEqual({ pan: -40, gain: -9 })
    expect(placeAfterKey('PageUp', place, false)).toEqual({ pan: -40, gain: 3 })
  })

  it('Home brings it to the centre at its level', () => {
    expect(placeAfterKey('Home', place, false)).toEqual({ pan: 0, gain: -3 })
  })

  it('end at the edges of the stage', () => {
    expect(placeAfterKey('ArrowRight', { pan: 100, gain: 12 }, false)).toEqual({ pan: 100, gain: 12 })
    expect(placeAfterKey('ArrowUp', { pan: 100, gain: 12 }, false)).toEqual({ pan: 100, gain: 12 })
    expect(placeAfterKey('ArrowDown', { pan: 0, gain: -60 }, false)).toEqual({ pan: 0, gain: -Infinity })
  })

  it('a level above the scale is kept while the pan moves', () => {
    expect(placeAfterKey('ArrowLeft', { pan: 0, gain: 18 }, false)).toEqual({ pan: -1, gain: 18 })
  })

  it('other keys mean nothing', () => {
    for (const key of ['a', 'Enter', 'End', ' ']) expect(placeAfterKey(key, place, false)).toBeNull()
  })
})

describe('the words of a place', () => {
  const source: Source = {
    id: 'a',
    name: 'Clarinet',
    colour: '#e69f00',
    components: [],
    noise: -Infinity,
    mute: false,
    solo: false,
    ...place,
  }

  it('say pan, level and why it is silent', () => {
    expect(speakPlace(source, true)).toBe('40 percent left, minus 3 decibels')
    expect(speakPlace({ ...source, mute: true }, false)).toBe('40 percent left, minus 3 decibels, muted')
    expect(speakPlace({ ...source, solo: true }, true)).toContain('solo')
    expect(speakPlace(source, false)).toContain('silent because another one is solo')
  })

  it('show figures with units', () => {
    expect(formatPlace(place)).toBe('L 40, −3.0 dB')
    expect(formatPlace({ pan: 0, gain: -Infinity })).toBe('C, −∞ dB')
  })

  it('are of the same place only if both numbers are', () => {
    expect(isSamePlace(place, { ...place })).toBe(true)
    expect(isSamePlace(place, { ...place, gain: 0 })).toBe(false)
    expect(isSamePlace(place, { ...place, pan: 0 })).toBe(false)
  })
})
