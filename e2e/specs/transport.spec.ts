/** Going to places of a recording and repeating parts of it: told by the samples that are heard. */
import { fitMix } from '../audio/mixFit'
import { longestBlock, record } from '../steps/hearing'
import { heardFrom, joined, playOn } from '../steps/listening'
import { openTruth } from '../steps/mixing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const seconds = 40
/** Less is the rounding of the platform where a piece of sound begins. */
const sameSample = 1e-6
/** Samples by which a place is told. */
const stretch = 1024

test('keys and clicks go to places, and sound begins there', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard } = page
  const { timeline, tool } = placesOf(page)
  const { samples, sampleRate } = await openTruth(app, workshop.folder, { seconds })
  const heardSecond = async (): Promise<number> => (await heardFrom(app, samples)) / sampleRate
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key)
  }

  await test.step('the start, five seconds on and back, from the end', async () => {
    expect(await heardSecond()).toBeCloseTo(0, 3)
    await press('Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft')
    expect(await heardSecond()).toBeCloseTo(10, 3)
    await press('End', 'j')
    expect(await heardSecond()).toBeCloseTo(seconds - 5, 3)
    await press('Home')
    expect(await heardSecond()).toBeCloseTo(0, 3)
  })

  await test.step('the end begins again at the start', async () => {
    await press('End')
    expect(await heardSecond()).toBeCloseTo(0, 3)
  })

  await test.step('stopping goes back to the start', async () => {
    await press('Home', 'ArrowRight', 'Space')
    await expect(tool('Pause')).toBeVisible()
    await tool('Stop').click()
    await expect(tool('Play')).toBeVisible()
    expect(await heardSecond()).toBeCloseTo(0, 3)
  })

  await test.step('a click on the waveform', async () => {
    const axis = timeline.getByRole('slider', { name: 'Position in the recording' })
    const box = await axis.boundingBox()
    if (!box) throw new Error('The axis is not there.')
    await page.mouse.click(box.x + box.width / 4, box.y + 80)
    const pixel = seconds / box.width
    expect(Math.abs((await heardSecond()) - seconds / 4)).toBeLessThan(pixel)
  })

  await test.step('L plays, L again goes on, J back, K pauses', async () => {
    await press('Home', 'ArrowRight', 'ArrowRight', 'l')
    await expect(tool('Pause')).toBeVisible()
    const jumpAfter = async (key: string): Promise<number> => {
      const blocks = await record(app, () => press(key), 3)
      const [first, last] = [blocks[0], blocks[blocks.length - 1]].map(({ channels }) =>
        fitMix(channels, [samples]),
      )
      const passed = blocks[blocks.length - 1].start - blocks[0].start
      return ((last?.at ?? NaN) - (first?.at ?? NaN) - passed) / sampleRate
    }
    await record(app, () => Promise.resolve())
    // The place that the page goes on from may be that of the last picture.
    expect(Math.abs((await jumpAfter('l')) - 5)).toBeLessThan(1)
    expect(Math.abs((await jumpAfter('j')) + 5)).toBeLessThan(1)
    await press('k')
    await expect(tool('Play')).toBeVisible()
  })
})

test('the view turns the page with the sound; who looks elsewhere is left alone', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { keyboard } = page
  const { timeline, tool } = placesOf(page)
  await openTruth(app, workshop.folder)
  const shown = timeline.getByText(/^0:0\d\.\d+ – /)
  await keyboard.press('ControlOrMeta+=')
  await keyboard.press('ControlOrMeta+=')
  await expect(shown).toHaveText('0:00.00 – 0:01.50')
  await keyboard.press('Space')
  await expect(shown).not.toHaveText(/^0:00/)
  await tool('Pause').click()
  await keyboard.press('Home')
  const elsewhere = await shown.innerText()
  await keyboard.press('Space')
  await record(app, () => Promise.resolve())
  await tool('Pause').click()
  await expect(shown).toHaveText(elsewhere)
})

test('a loop repeats its region to the sample, without a gap', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard, mouse } = page
  const { timeline, tool } = placesOf(page)
  const { samples, sampleRate } = await openTruth(app, workshop.folder, { block: longestBlock })
  const axis = timeline.getByRole('slider', { name: 'Position in the recording' })
  /** Plays the loop a few times over; gives its first sample and its length. */
  const heardLoop = async (): Promise<[start: number, length: number]> => {
    await playOn(app)
    await record(app, () => Promise.resolve())
    const sound = joined(await record(app, () => Promise.resolve(), 5))
    await keyboard.press('Space')
    await expect(tool('Play')).toBeVisible()
    return findLoop(sound, samples)
  }

  await test.step('from [ to ]', async () => {
    await axis.focus()
    for (const key of ['Home', 'ArrowRight', '[', 'ArrowRight', ']']) await keyboard.press(key)
    expect(await heardLoop()).toEqual([sampleRate, sampleRate])
  })

  await test.step('as it was dragged on the ruler', async () => {
    const box = await axis.boundingBox()
    if (!box) throw new Error('The axis is not there.')
    const xOf = (second: number): number => box.x + (second / 6) * box.width
    await mouse.move(xOf(4.2), box.y + 10)
    await mouse.down()
    await mouse.move(xOf(3.5), box.y + 10, { steps: 4 })
    await mouse.up()
    await expect(axis).toHaveAttribute('aria-valuenow', '3')
    const pixel = (6 / box.width) * sampleRate
    const [start, length] = await heardLoop()
    expect(Math.abs(start - 3.5 * sampleRate)).toBeLessThan(2 * pixel)
    expect(Math.abs(length - 0.7 * sampleRate)).toBeLessThan(2 * pixel)
  })

  await test.step('switched off it is left', async () => {
    await keyboard.press('ControlOrMeta+L')
    await keyboard.press('Space')
    await expect(tool('Play')).toBeVisible()
    await expect(axis).toHaveAttribute('aria-valuenow', '6')
  })
})

/** The region that is heard again and again, as its first sample and its length. */
function findLoop(sound: Float32Array, samples: Float32Array): [start: number, length: number] {
  const placeOf = (from: number): number | null => {
    const fit = fitMix([sound.subarray(from, from + stretch)], [samples])
    return fit && fit.rest < -50 ? fit.at : null
  }
  // A stretch in which it goes back is from no one place; the next one is.
  const from = placeOf(0) === null ? stretch : 0
  const place = placeOf(from) ?? NaN
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) < sameSample
  const goesOn = sound.subarray(from).findIndex((sample, index) => !isSame(sample, samples[place + index]))
  const looped = sound.subarray(from + goesOn)
  const start = placeOf(from + goesOn) ?? NaN
  const length = place + goesOn - start
  expect(looped.length).toBeGreaterThan(2 * length)
  const isRepeated = looped.subarray(length).every((sample, index) => isSame(sample, looped[index]))
  expect(isRepeated, `the sound repeats itself after ${length} samples`).toBe(true)
  return [start, length]
}
