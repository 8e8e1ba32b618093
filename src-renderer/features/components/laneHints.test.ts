import { expect, it } from 'vitest'
import { laneHints } from './laneHints'

const binCount = 513
const frameCount = 400
const sampleRate = 22_050

/** One component for each spectrum and row of gains. */
function factorsOf(parts: readonly { spectrum: (hz: number) => number; gain: (frame: number) => number }[]) {
  const componentCount = parts.length
  const hertz = sampleRate / 2 / (binCount - 1)
  const W = Float32Array.from({ length: componentCount * binCount }, (_, i) =>
    parts[Math.floor(i / binCount)].spectrum((i % binCount) * hertz),
  )
  const H = Float32Array.from({ length: frameCount * componentCount }, (_, i) =>
    parts[i % componentCount].gain(Math.floor(i / componentCount)),
  )
  return { W, H, binCount, frameCount, componentCount }
}

const peakAt =
  (middle: number) =>
  (hz: number): number =>
    Math.exp(-(((hz - middle) / 60) ** 2)) + 1e-9
/** Notes that fade. */
const notes =
  (every: number) =>
  (frame: number): number =>
    Math.exp(-(frame % every) / 6)

it('hiss is told from notes, low notes from others, and each hint has its reason', () => {
  const hints = laneHints(
    factorsOf([
      { spectrum: peakAt(110), gain: notes(40) },
      { spectrum: peakAt(900), gain: notes(53) },
      { spectrum: (hz) => (hz > 3000 ? 1 : 1e-6), gain: (frame) => 0.01 + 0.001 * (frame % 7) },
    ]),
    sampleRate,
  )
  expect([...hints].map(([component, { word }]) => [component, word])).toEqual([
    [2, 'noise?'],
    [0, 'bass?'],
  ])
  expect(hints.get(0)?.reason).toMatch(/^Its spectrum is centred at 1\d\d Hz.* in about 7 of 10 cases\.$/)
})

it('components that sound together have no word beside each of them', () => {
  const pair = [600, 1200].map((hz) => ({ spectrum: peakAt(hz), gain: notes(40) }))
  expect(laneHints(factorsOf(pair), sampleRate).size).toBe(0)
})
