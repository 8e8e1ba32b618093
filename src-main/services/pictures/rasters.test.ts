import { describe, expect, it } from 'vitest'
import { levelTable } from '@core/pictures/colourMaps'
import { frequencyAxisOf, frequencyToY } from '@core/pictures/frequencyAxis'
import { weightsOf } from '@core/separation/mixdown'
import { maskRasters } from './maskRasters'
import { createPictureCase, duration, goOn, sampleRate, tones } from './pictureCase.testSupport'
import { bytesOfUri, readPng } from './png.testSupport'
import { spectrogramRaster } from './spectrogramRaster'

const { samples, framing, decomposed } = createPictureCase()
const range = { start: 0, end: duration }
const axis = frequencyAxisOf(sampleRate)
const colours = levelTable({ floor: -60, ceiling: 0 }, 'paper')

describe('the raster of a spectrogram', () => {
  it('has each tone at its time and frequency, and nothing elsewhere', async () => {
    const place = { range, axis, sampleRate, colours }
    const { href, time } = await spectrogramRaster({ samples, framing }, place, goOn)
    const { at, width, height } = readPng(bytesOfUri(href))
    const darkness = (seconds: number, frequency: number): number => {
      const column = Math.floor(((seconds - time.start) / (time.end - time.start)) * width)
      return 255 - at(column, Math.floor(frequencyToY(frequency, axis, height)))[0]
    }
    expect(darkness(0.5, tones[0])).toBeGreaterThan(250)
    expect(darkness(1.5, tones[1])).toBeGreaterThan(250)
    for (const [seconds, frequency] of [
      [0.5, tones[1]],
      [1.5, tones[0]],
      [0.5, 3000],
      [1.5, 3000],
    ]) {
      expect(darkness(seconds, frequency)).toBe(0)
    }
  })

  it('of a long recording has no more columns than a picture shows, and loses no tone', async () => {
    const long = new Float32Array(60 * sampleRate)
    for (let t = 0; t < 256; t++)
      long[30 * sampleRate + t] = Math.sin((2 * Math.PI * tones[0] * t) / sampleRate)
    const place = { range: { start: 0, end: 60 }, axis, sampleRate, colours }
    const { href } = await spectrogramRaster({ samples: long, framing }, place, goOn)
    const { at, width, height } = readPng(bytesOfUri(href))
    expect(width).toBeLessThanOrEqual(1600)
    const row = Math.floor(frequencyToY(tones[0], axis, height))
    const dark = Array.from({ length: width }, (_, column) => at(column, row)[0]).filter((grey) => grey < 40)
    expect([1, 2, 3]).toContain(dark.length)
  })

  it('lets a cancellation through', async () => {
    const place = { range, axis, sampleRate, colours }
    const source = { samples: new Float32Array(600 * sampleRate), framing }
    const long = { ...place, range: { start: 0, end: 600 } }
    await expect(spectrogramRaster(source, long, { ...goOn, wish: () => 'cancel' })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

describe('the rasters of masks', () => {
  const { factors } = decomposed
  const outputs = [weightsOf(2, [0]), weightsOf(2, [1])]
  const size = { width: 60, height: 40 }

  it('are black where the component has everything, white where it has nothing, and sum to black', async () => {
    const place = { range, axis, sampleRate, framing, size }
    const pictures = await maskRasters({ factors, outputs }, place, goOn)
    const [first, second] = pictures.map(({ href }) => readPng(bytesOfUri(href)))
    const row = Math.floor(frequencyToY(tones[0], axis, size.height))
    expect(first.at(10, row)).toEqual([0, 0, 0])
    expect(second.at(10, row)).toEqual([255, 255, 255])
    for (let y = 0; y < first.height; y++) {
      for (let x = 0; x < first.width; x++) {
        const sum = 255 - first.at(x, y)[0] + (255 - second.at(x, y)[0])
        expect(Math.abs(sum - 255)).toBeLessThanOrEqual(1)
      }
    }
  })
})
