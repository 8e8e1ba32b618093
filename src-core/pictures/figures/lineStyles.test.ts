import { expect, it } from 'vitest'
import { rgbOf } from '../colourMaps'
import { okabeIto } from '../../project/project'
import { contrastOnWhite, lineStyle, onWhite } from './lineStyles'

it('every line is seen on white', () => {
  for (let index = 0; index < okabeIto.length; index++) {
    expect(contrastOnWhite(rgbOf(lineStyle(index).colour))).toBeGreaterThan(2.95)
  }
})

it('the contrast of black is 21, of white 1', () => {
  expect(contrastOnWhite([0, 0, 0])).toBeCloseTo(21, 9)
  expect(contrastOnWhite([255, 255, 255])).toBeCloseTo(1, 9)
})

it('a colour that is dark enough stays', () => {
  expect(onWhite('#0072b2')).toBe('#0072b2')
})

it('the first four lines differ without colour', () => {
  const dashes = [0, 1, 2, 3].map((index) => lineStyle(index).dash.join(' '))
  expect(new Set(dashes).size).toBe(4)
})
