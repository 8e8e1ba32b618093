/** Pictures: what is seen at a place is what sounds there. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { notes, toneRate } from '../audio/tones'
import { writeWav } from '../audio/wavFile'
import type { AppUnderTest } from '../shells/app'
import { beginAnalysis, expectComponents, open } from '../steps/document'
import { choose } from '../steps/grouping'
import { lookAt, restoreSize } from '../steps/looks'
import {
  chooseCells,
  choosePicture,
  columnAt,
  depthOf,
  drawInGrey,
  expectPicture,
  lightAt,
  pointAt,
  readPointed,
  type Place,
} from '../steps/picturing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const seconds = 7
const whole = { from: 0, to: seconds, lowest: 50, highest: toneRate / 2 }
const low: Place = { time: 2, frequency: 440 }
const high: Place = { time: 5, frequency: 1500 }
const silence = 3.5

async function openNotes(app: AppUnderTest, folder: string, tones = 1): Promise<void> {
  const path = join(folder, 'two notes.wav')
  const parts = [
    { frequency: low.frequency, tones, from: 1, to: 3 },
    { frequency: high.frequency, tones: Math.ceil(tones / 2), from: 4, to: 6 },
  ]
  await writeFile(path, writeWav(notes(parts, seconds), toneRate))
  await open(app, path)
}

async function takeApartInSix(app: AppUnderTest): Promise<void> {
  const { analyse } = placesOf(app.page)
  await analyse.getByRole('button', { name: 'All settings' }).click()
  const components = analyse.getByRole('spinbutton', { name: 'Components K' })
  await components.fill('6')
  await components.press('Enter')
  await beginAnalysis(app)
  await expectComponents(app, 6)
}

test('a tone of 440 Hz is seen at A4 and nowhere else', async ({ app, workshop }) => {
  await openNotes(app, workshop.folder)
  await drawInGrey(app)
  const picture = await expectPicture(app, 'Spectrogram of Original')
  const light = (place: Place) => lightAt(picture, place, whole)
  await expect.poll(() => light(low)).toBeGreaterThan(200)

  await test.step('as high and as wide as the window lets it be', async () => {
    const column = (await columnAt(picture, low.time, whole)).map(([red]) => red)
    const brightest = column.indexOf(Math.max(...column))
    expect(await pointAt(app, { x: low.time / seconds, y: (brightest + 0.5) / column.length })).toMatch(
      /^0:02\.\d\d · 4[34]\d\.\d Hz · A4 .* −[5-9]\.\d dB$/,
    )
    // The main lobe of the window ends three half bins beside the tone; one bin more for where bins and rows fall.
    const [left, right] = [440 - 2.5 * (toneRate / 256), 440 + 2.5 * (toneRate / 256)]
    const beside = column.filter((_, row) => {
      const depth = (row + 0.5) / column.length
      return depth > depthOf(left, whole) || depth < depthOf(right, whole)
    })
    expect(beside.length).toBeGreaterThan(column.length / 2)
    expect(Math.max(...beside)).toBeLessThan(170)
    expect(Math.max(...column.slice(0, Math.floor(depthOf(1000, whole) * column.length)))).toBeLessThan(20)
  })

  await test.step('and only while it sounds', async () => {
    expect(await light({ ...low, time: silence })).toBe(0)
    expect(await light({ ...low, time: high.time })).toBe(0)
    expect(await light(high)).toBeGreaterThan(200)
  })

  await test.step('on every frequency scale, and in the colours that are chosen', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'How the spectrogram is drawn' }).click()
    const settings = page.getByRole('dialog', { name: 'How the spectrogram is drawn' })
    await settings.getByRole('combobox', { name: /^Frequencies/ }).click()
    await page.getByRole('option', { name: /^Linear/ }).click()
    await settings.getByRole('combobox', { name: /^Colours/ }).click()
    await page.getByRole('option', { name: 'White to black' }).click()
    await page.keyboard.press('Escape')
    await expect
      .poll(async () => {
        const column = await columnAt(picture, low.time, whole)
        return column.findIndex(([red]) => red < 60) / column.length
      })
      .toBeCloseTo(1 - 440 / (toneRate / 2), 1)
  })
})

test('the energy of a component lies where its mask is dark', async ({ app, workshop }) => {
  const { page } = app
  // With overtones, so that two components are needed.
  await openNotes(app, workshop.folder, 6)
  await takeApartInSix(app)
  await drawInGrey(app)
  const original = await lights(await expectPicture(app, 'Spectrogram of Original'))
  const seen: { sound: number; mask: number }[][] = []
  for (const component of [1, 2, 3, 4, 5, 6].map((number) => `Component ${number}`)) {
    await choosePicture(app, component)
    await chooseCells(app, 'Sound')
    const levels = await lights(await expectPicture(app, `Spectrogram of ${component}`))
    await chooseCells(app, 'Mask')
    const masks = await lights(await expectPicture(app, `Mask of ${component}`))
    seen.push(levels.map((level, place) => ({ sound: level, mask: masks[place] })))
  }
  for (const place of [0, 1]) {
    const here = seen.map((component) => component[place])
    const dark = here.filter(({ mask }) => mask < 40)
    expect(dark).toHaveLength(1)
    expect(dark[0].sound).toBeGreaterThan(140)
    const loudest = here.toSorted((one, other) => other.sound - one.sound)
    expect(loudest[0]).toBe(dark[0])
    expect(loudest[1].sound).toBeLessThan(dark[0].sound - 60)
    expect(dark[0].sound).toBeCloseTo(original[place], -1)
  }
  const owners = [0, 1].map((place) => seen.findIndex((component) => component[place].mask < 40))
  expect(owners[0]).not.toBe(owners[1])

  await test.step('two masks are compared while C is held', async () => {
    const before = await lights(await expectPicture(app, 'Mask of Component 6'))
    await page.keyboard.down('c')
    const other = await lights(await expectPicture(app, 'Mask of Component 5'))
    expect(other).toEqual(seen[4].map(({ mask }) => mask))
    await page.keyboard.up('c')
    expect(await lights(await expectPicture(app, 'Mask of Component 6'))).toEqual(before)
  })

  await test.step('and in colours only what it has is coloured', async () => {
    const number = owners[0] + 1
    await choose(app, [number])
    await page.keyboard.press('1')
    await choosePicture(app, 'Chosen')
    await chooseCells(app, 'In colours')
    const overlay = await expectPicture(app, `Spectrogram of Component ${number}`)
    const colourful = async ({ time, frequency }: Place): Promise<number> => {
      const column = await columnAt(overlay, time, whole)
      const pixel = column[Math.floor(depthOf(frequency, whole) * column.length)]
      return Math.max(...pixel) - Math.min(...pixel)
    }
    expect(await colourful(low)).toBeGreaterThan(100)
    expect(await colourful(high)).toBeLessThan(40)
  })
})

function lights(picture: Parameters<typeof lightAt>[0]): Promise<number[]> {
  return Promise.all([low, high].map((place) => lightAt(picture, place, whole)))
}

test('one time axis: zoom keeps the time under the pointer, everywhere', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard, mouse } = page
  const { timeline, spectrogram, components, tool } = placesOf(page)
  await openNotes(app, workshop.folder)
  await takeApartInSix(app)
  await expectPicture(app, 'Spectrogram of Original')
  const shown = timeline.getByRole('definition').first()
  const time = async (): Promise<string> => (await readPointed(app)).slice(0, 7)
  const turn = async (keys: readonly string[], x: number, y: number): Promise<void> => {
    for (const key of keys) await keyboard.down(key)
    await mouse.wheel(x, y)
    for (const key of keys) await keyboard.up(key)
  }

  await test.step('by Ctrl and the wheel over the spectrogram', async () => {
    expect(await pointAt(app, { x: 5 / 7, y: 0.4 })).toMatch(/^0:05\.0/)
    const before = await time()
    await turn(['Control'], 0, -480)
    await expect(shown).not.toHaveText('0:00.00 – 0:07.00')
    expect(await time()).toBe(before)
  })

  await test.step('a wheel pans, and Alt and a drag take the picture along', async () => {
    const before = await time()
    await turn([], 100, 0)
    await expect.poll(time).not.toBe(before)
    await pointAt(app, { x: 0.5, y: 0.4 })
    const held = await time()
    await keyboard.down('Alt')
    await mouse.down()
    const box = await spectrogram.getByRole('img').boundingBox()
    if (!box) throw new Error('The picture is not there.')
    await mouse.move(box.x + 0.6 * box.width, box.y + 0.4 * box.height, { steps: 4 })
    await expect.poll(time).toBe(held)
    await mouse.up()
    await keyboard.up('Alt')
    await expect(tool(/^Play/)).toBeVisible()
    await expect(timeline.getByRole('slider')).toHaveAttribute('aria-valuenow', '0')
  })

  await test.step('over the lanes too', async () => {
    await page.keyboard.press('ControlOrMeta+0')
    await expect(shown).toHaveText('0:00.00 – 0:07.00')
    const lane = components.getByRole('row').first()
    const box = await lane.boundingBox()
    if (!box) throw new Error('The lane is not there.')
    await mouse.move(box.x + 0.8 * box.width, box.y + box.height / 2)
    await turn(['Control'], 0, -240)
    await expect(shown).not.toHaveText('0:00.00 – 0:07.00')
    await page.keyboard.press('ControlOrMeta+0')
  })

  await test.step('two fingers keep the times that they hold', async () => {
    const axis = await timeline.getByRole('slider').boundingBox()
    if (!axis) throw new Error('The axis is not there.')
    const fingers = (kind: string, ...places: readonly [id: number, share: number][]): Promise<void> =>
      components
        .getByRole('row')
        .first()
        .evaluate(
          (element, { type, all, left, width }) => {
            for (const [pointerId, share] of all) {
              const place = { clientX: left + share * width, clientY: element.getBoundingClientRect().top }
              const finger = { pointerType: 'touch', pointerId, button: 0, bubbles: true, cancelable: true }
              element.dispatchEvent(new PointerEvent(type, { ...place, ...finger }))
            }
          },
          { type: kind, all: places, left: axis.x, width: axis.width },
        )
    await fingers('pointerdown', [11, 2 / 7], [12, 4 / 7])
    await fingers('pointermove', [11, 0], [12, 1])
    await expect(shown).toHaveText('0:02.00 – 0:04.00')
    await fingers('pointermove', [11, 0.25], [12, 0.75])
    await expect(shown).toHaveText('0:01.00 – 0:05.00')
    await fingers('pointerup', [11, 0.25], [12, 0.75])
    await fingers('pointermove', [11, 0.5])
    await expect(shown).toHaveText('0:01.00 – 0:05.00')
    await page.keyboard.press('ControlOrMeta+0')
  })

  await test.step('a click goes there', async () => {
    await pointAt(app, { x: 5 / 7, y: 0.5 })
    await mouse.down()
    await mouse.up()
    await expect(timeline.getByRole('slider')).toHaveAttribute('aria-valuenow', '5')
  })
})

test('the spectrogram is beside the lanes, in their place, or away, as high as one likes', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { spectrogram, components } = placesOf(page)
  await openNotes(app, workshop.folder)
  await takeApartInSix(app)
  const edge = spectrogram.getByRole('separator', { name: 'Height of the spectrogram' })
  const height = async (): Promise<number> => (await spectrogram.boundingBox())?.height ?? 0
  const before = await height()
  await edge.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(height).toBeCloseTo(before + 16, 0)
  await page.keyboard.press('Home')
  await expect.poll(height).toBe(128)

  await page.keyboard.press('Shift+P')
  await expect(components).toHaveCount(0)
  expect(await height()).toBeGreaterThan(400)
  await page.keyboard.press('p')
  await expect(spectrogram).toHaveCount(0)
  await expect(components).toBeVisible()
  await page.keyboard.press('p')
  await expect(spectrogram).toBeVisible()

  await expectPicture(app, 'Spectrogram of Original')
  for (const view of ['large', 'beside'] as const) {
    if (view === 'large') await page.keyboard.press('Shift+P')
    await lookAt(app, `spectrogram ${view}`)
    await restoreSize(page)
    if (view === 'large') await page.keyboard.press('Shift+P')
  }
})
