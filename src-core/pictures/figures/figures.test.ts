import { describe, expect, it } from 'vitest'
import { frequencyAxisOf } from '../frequencyAxis'
import { dictionaryFigure } from './dictionaryFigure'
import { allOf, labelOf, labelsOf, readXml } from './figureReader.testSupport'
import { maskGrid, masksFigure } from './masksFigure'
import { rowsFigure } from './rowsFigure'
import { spectrogramBox, spectrogramFigure } from './spectrogramFigure'

const words = { title: 'Rose & <Thorn>', caption: ['side "A"', 'λ = 10'], description: 'In words.' }
const raster = { href: 'data:image/png;base64,AAAA', time: { start: -0.5, end: 10.5 } }
const range = { start: 0, end: 10 }
const axis = frequencyAxisOf(44_100)
const grid = { secondsPerFrame: 0.1, firstFrame: 0 }
const names = [
  'Voice',
  'Horn & drum',
  'A name that is much too long for the head of a panel, however wide it is made, and for all of the head of a panel that takes the whole width of its sheet',
]

const spectrogram = (): string =>
  spectrogramFigure({ words, raster, range, axis, levels: { floor: -90, ceiling: 0 }, colourMap: 'cividis' })
const masks = (count = 3): string =>
  masksFigure({
    words,
    range,
    axis,
    panels: Array.from({ length: count }, (_, index) => ({
      name: names[index % 3],
      colour: '#e69f00',
      raster,
    })),
  })
const activations = (count = 3): string =>
  rowsFigure({
    words,
    range,
    grid,
    scale: 'decibels',
    rows: Array.from({ length: count }, (_, index) => ({
      name: names[index % 3],
      note: '12 % of the energy',
      colour: '#56b4e9',
      gains: Float32Array.from({ length: 101 }, (_, frame) => (frame === 50 ? 1 : 1e-3)),
      peak: 1,
    })),
  })
const dictionary = (): string =>
  dictionaryFigure({
    words,
    axis,
    sampleRate: 44_100,
    panels: names.map((name) => ({
      name,
      colour: '#009e73',
      spectrum: Float32Array.from({ length: 513 }, (_, bin) => (bin === 10 ? 1 : 1e-4)),
      peaks: [440, 880, 554.4],
    })),
  })

const figures = [
  ['spectrogram', spectrogram],
  ['masks', masks],
  ['activations', activations],
  ['dictionary', dictionary],
] as const

describe.each(figures)('a figure of %s', (_, draw) => {
  it('is well-formed, with its title, caption and description in plain text', () => {
    const [title, description] = readXml(draw()).children
    expect([title.text, description.text]).toEqual(['Rose & <Thorn>', 'In words.'])
    expect(labelOf(draw(), 'side "A" · λ = 10').y).toBeGreaterThan(labelOf(draw(), 'Rose & <Thorn>').y)
  })

  it('is the same, byte for byte, from the same input', () => {
    expect(draw()).toBe(draw())
  })

  it('has nothing outside of its sheet', () => {
    const { width, height } = readXml(draw()).attributes
    for (const { x, y } of labelsOf(draw())) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(Number(width))
      expect(y).toBeLessThanOrEqual(Number(height))
    }
  })
})

describe('a spectrogram', () => {
  const { x, y, width, height } = spectrogramBox

  it('has the times where they are', () => {
    expect(labelOf(spectrogram(), '0:05').x).toBeCloseTo(x + width / 2, 1)
    expect(labelOf(spectrogram(), '0:10').x).toBeCloseTo(x + width, 1)
  })

  it('has the frequencies where they are', () => {
    const halfAndLine = 0.36 * 12
    expect(labelOf(spectrogram(), '50 Hz').y).toBeCloseTo(y + height + halfAndLine, 1)
    const share = Math.log(1000 / 50) / Math.log(12_000 / 50)
    expect(labelOf(spectrogram(), '1 kHz').y).toBeCloseTo(y + (1 - share) * height + halfAndLine, 1)
  })

  it('has a colour bar from its floor to its ceiling, in dB', () => {
    const [top, bottom] = [labelOf(spectrogram(), '0'), labelOf(spectrogram(), '−90')]
    expect(bottom.y - top.y).toBeCloseTo(height, 1)
    expect(labelsOf(spectrogram()).some(({ text }) => text.includes('dB'))).toBe(true)
  })

  it('lays its raster on the time axis, cut at its edges', () => {
    const image = allOf(readXml(spectrogram())).find(({ name }) => name === 'image')
    expect(Number(image?.attributes.x)).toBeCloseTo(-0.05 * width, 1)
    expect(Number(image?.attributes.width)).toBeCloseTo(1.1 * width, 1)
  })
})

it('masks stand in the boxes of their grid, 0 white to 1 black', () => {
  const all = allOf(readXml(masks(7)))
  const windows = all.filter(({ name, attributes }) => name === 'svg' && attributes.overflow === 'hidden')
  expect(windows.length).toBe(7)
  maskGrid(7).boxes.forEach(({ x, y }, index) => {
    expect(Number(windows[index].attributes.x)).toBeCloseTo(x, 1)
    expect(Number(windows[index].attributes.y)).toBeCloseTo(y, 1)
  })
  const shades = all
    .filter(({ attributes }) => attributes.fill?.startsWith('rgb'))
    .map(({ attributes }) => attributes.fill)
  expect([shades[0], shades.at(-1)]).toEqual(['rgb(255,255,255)', 'rgb(0,0,0)'])
  expect(labelOf(masks(7), '1').y).toBeLessThan(labelOf(masks(7), '0').y)
})

it('names that are too long are cut', () => {
  for (const svg of [masks(30), activations(), dictionary()]) {
    expect(labelsOf(svg).some(({ text }) => /^A name .*…$/.test(text))).toBe(true)
  }
})

it('an activation reaches the top of its row at its peak alone', () => {
  const svg = readXml(activations(1))
  const curve = allOf(svg).find(({ name, attributes }) => name === 'path' && attributes.fill === 'none')
  const points = [...(curve?.attributes.d ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ])
  const top = Math.min(...points.map(([, y]) => y))
  const [left, right] = [points[0][0], points[points.length - 1][0]]
  const atTop = points.filter(([, y]) => y === top).map(([x]) => (x - left) / (right - left))
  for (const share of atTop) expect(share).toBeCloseTo(0.5, 2)
  expect(atTop.length).toBeGreaterThan(0)
})

it('pitches are named, as many as there is room for', () => {
  expect(labelsOf(dictionary()).map(({ text }) => text)).toContain('A4, A5, C♯5')
})

it('many rows become lower, and lose their second lines', () => {
  expect(labelsOf(activations(3)).filter(({ text }) => text === '12 % of the energy').length).toBe(3)
  expect(labelsOf(activations(60)).filter(({ text }) => text === '12 % of the energy').length).toBe(0)
})
