import { expect, it } from 'vitest'
import { formatShare, laneLabel, notesText, peaksText } from './laneText'

it('a share is a percentage with one decimal, and a little is never nothing', () => {
  expect([0, 0.0001, 0.2344, 1].map(formatShare)).toEqual(['0.0 %', '< 0.1 %', '23.4 %', '100.0 %'])
})

it('strong pitches are named as notes, each once, and what is too low to be one is not', () => {
  expect(notesText([440, 554.4, 441, 8])).toBe('A4  C♯5')
  expect(notesText([])).toBe('')
})

it('pitches are told in hertz as well', () => {
  expect(peaksText([440, 8])).toBe('Strongest at A4 (440 Hz), 8 Hz')
  expect(peaksText([])).toBe('No clear pitch')
})

it('a lane says its name, its share and where it is', () => {
  expect(laneLabel({ name: 'Horn', energyShare: 0.5, place: 'Brass' })).toBe(
    'Horn, 50.0 % of the energy, in Brass',
  )
  expect(laneLabel({ name: 'Hiss', energyShare: 0.5, place: null })).toBe(
    'Hiss, 50.0 % of the energy, not grouped',
  )
})
