/** How smoothly three minutes are panned and zoomed, with ten lanes: prints the figures of docs/performance.md. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { writeWav } from '../audio/wavFile'
import { analyse, open } from '../steps/document'
import { placesOf } from '../steps/window'
import { test } from '../test'
import { frameTimesOf, quantile, traceCategories } from './frameTimes'

const sampleRate = 44_100
const seconds = 180

test('frames', async ({ app, workshop, chromiumBrowser }) => {
  const { page } = app
  const path = join(workshop.folder, 'three minutes.wav')
  await writeFile(path, writeWav(threeMinutes(), sampleRate))
  await open(app, path)
  await placesOf(page).analyse.getByRole('radio', { name: 'Preview' }).click()
  await analyse(app)
  console.log(`\n${'ms from frame to frame'.padEnd(34)}median    95 %   work: median    95 %`)
  for (const [name, way] of Object.entries(ways)) {
    // Once so that all pictures are there, as after a first look.
    await travel(page, way)
    await page.waitForTimeout(1500)
    await chromiumBrowser.startTracing(page, { categories: traceCategories })
    await travel(page, way)
    const { intervals, work } = frameTimesOf(await chromiumBrowser.stopTracing())
    const figures = [intervals, work].flatMap((times) => [quantile(times, 0.5), quantile(times, 0.95)])
    console.log(name.padEnd(32) + figures.map((value) => value.toFixed(1).padStart(8)).join(''))
  }
})

interface Way {
  /** Done once before. */
  readonly keys: readonly string[]
  /** A turn of the wheel each frame, in pixels; `isZoom` with Ctrl. */
  readonly turns: readonly { readonly by: number; readonly isZoom: boolean }[]
}

const turns = (count: number, by: number, isZoom: boolean): Way['turns'] =>
  Array.from({ length: count }, () => ({ by, isZoom }))

const ways: Readonly<Record<string, Way>> = {
  'zooming in to 2 s and out again': {
    keys: ['ControlOrMeta+0'],
    turns: [...turns(120, -13, true), ...turns(120, 13, true)],
  },
  'panning 45 s from end to end': {
    keys: ['ControlOrMeta+0', 'Home', 'ControlOrMeta+=', 'ControlOrMeta+='],
    turns: [...turns(150, 20, false), ...turns(150, -20, false)],
  },
  'panning 6 s': {
    keys: ['ControlOrMeta+0', 'Home', ...Array.from({ length: 5 }, () => 'ControlOrMeta+=')],
    turns: [...turns(150, 20, false), ...turns(150, -20, false)],
  },
}

/** Turns the wheel over the timeline once a frame. */
async function travel(page: Page, way: Way): Promise<void> {
  for (const key of way.keys) {
    const isEnabled = key !== 'ControlOrMeta+0' || (await isZoomed(page))
    if (isEnabled) await page.keyboard.press(key)
  }
  await placesOf(page)
    .timeline.getByRole('slider')
    .evaluate(async (axis, all) => {
      const { left, top, width, height } = axis.getBoundingClientRect()
      const place = { clientX: left + width / 3, clientY: top + height / 2 }
      for (const { by, isZoom } of all) {
        await new Promise(requestAnimationFrame)
        const move = isZoom ? { deltaY: by, ctrlKey: true } : { deltaX: by }
        axis.dispatchEvent(new WheelEvent('wheel', { ...place, ...move, bubbles: true, cancelable: true }))
      }
    }, way.turns)
}

async function isZoomed(page: Page): Promise<boolean> {
  return placesOf(page).timeline.getByRole('button', { name: 'Show the whole recording' }).isEnabled()
}

/** Notes with overtones over a soft noise, as unlike from second to second as music is. */
function threeMinutes(): Float32Array {
  const samples = new Float32Array(seconds * sampleRate)
  let state = 1
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  for (let index = 0; index < samples.length; index += 1) samples[index] = 0.01 * (random() - 0.5)
  for (let start = 0; start < samples.length; start += sampleRate / 4) {
    const frequency = 110 * 2 ** (Math.floor(36 * random()) / 12)
    const step = (2 * Math.PI * frequency) / sampleRate
    for (let index = start; index < Math.min(samples.length, start + sampleRate); index += 1) {
      const fade = 0.1 * Math.exp((-4 * (index - start)) / sampleRate)
      samples[index] += fade * (Math.sin(index * step) + 0.5 * Math.sin(2 * index * step))
    }
  }
  return samples
}
