/** The brush: what is painted is seen in the masks, heard, undone, saved and exported. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { energy } from '../audio/signals'
import { notes, toneRate } from '../audio/tones'
import { writeWav } from '../audio/wavFile'
import { analyse, closeRecording, open, saveAs } from '../steps/document'
import { exportAs, readFolder } from '../steps/exporting'
import { putByKey } from '../steps/grouping'
import { listenIn, shortBlock } from '../steps/hearing'
import { compareAsTheyAre, expectHeard, placed, playOn } from '../steps/listening'
import { drawLine, paintRectangle, takeBrush } from '../steps/painting'
import { chooseCells, choosePicture, expectPicture, lightAt, type Place } from '../steps/picturing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const seconds = 7
const whole = { from: 0, to: seconds, lowest: 50, highest: toneRate / 2 }
const low: Place = { time: 2, frequency: 440 }
const line = [
  { ...low, time: 1.2 },
  { ...low, time: 2.8 },
] as const

test('what is painted belongs there: in the mask, in the sound, after undo, redo and opening again', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { analyse: panel, spectrogram, tool, notices } = placesOf(page)
  const pathOf = (name: string): string => join(workshop.folder, name)
  const parts = [
    { frequency: low.frequency, tones: 1, from: 1, to: 3 },
    { frequency: 1500, tones: 1, from: 4, to: 6 },
  ]
  await writeFile(pathOf('two notes.wav'), writeWav(notes(parts, seconds), toneRate))
  await open(app, pathOf('two notes.wav'))
  await listenIn(page, shortBlock)
  await panel.getByRole('button', { name: 'All settings' }).click()
  await panel.getByRole('spinbutton', { name: 'Components K' }).fill('2')
  await panel.getByRole('spinbutton', { name: 'Components K' }).press('Enter')
  await analyse(app, { components: 2 })
  await putByKey(app, [1], '1')
  await page.keyboard.press('Escape')
  await putByKey(app, [2], '2')

  const exportSource = async (name: string): Promise<Float32Array> => {
    await exportAs(app, { what: 'One file per source', path: pathOf(name) })
    return (await readFolder(pathOf(name)))[1]
  }
  /** Energy while the low note sounds. */
  const lowEnergy = (sound: Float32Array): number => energy(sound.subarray(1.2 * toneRate, 2.8 * toneRate))

  await choosePicture(app, 'Source 2')
  await chooseCells(app, 'Mask')
  const picture = await expectPicture(app, 'Mask of Source 2')
  const light = (place: Place) => lightAt(picture, place, whole)
  await expect.poll(() => light(low)).toBeGreaterThan(200)
  const before = await exportSource('before')

  await test.step('the mask is black where it was painted, and as it was elsewhere', async () => {
    await takeBrush(app, 'Source 2')
    await drawLine(app, line, whole)
    await expect(tool('Undo: Paint Source 2')).toBeEnabled()
    await expect.poll(() => light(low)).toBeLessThan(40)
    // Until its first tile is there the new picture is dark everywhere.
    await expect.poll(() => light({ ...low, time: 0.7 })).toBeGreaterThan(150)
    expect(await light(low)).toBeLessThan(40)
    await page.keyboard.press('Escape')
  })

  const painted = await exportSource('painted')
  expect(lowEnergy(painted)).toBeGreaterThan(100 * lowEnergy(before))

  await test.step('it is heard as it is exported, at once while it plays', async () => {
    await compareAsTheyAre(app)
    await placesOf(page).strip('Source 2').getByRole('button', { name: 'Hear Source 2 alone' }).click()
    if (!(await tool('Pause').isVisible())) await playOn(app)
    await expectHeard(app, [painted], [placed(0)])
    await tool('Undo: Paint Source 2').click()
    await expectHeard(app, [before], [placed(0)])
    await expect.poll(() => light(low)).toBeGreaterThan(200)
    await tool('Redo: Paint Source 2').click()
    await expectHeard(app, [painted], [placed(0)])
    await tool('Pause').click()
  })

  await test.step('a rectangle by numbers does the same for who does not paint', async () => {
    await spectrogram.getByRole('button', { name: 'Erase strokes by clicking them' }).click()
    await drawLine(app, [low, low], whole)
    await expect(tool('Undo: Erase a stroke of Source 2')).toBeEnabled()
    await expect.poll(() => light(low)).toBeGreaterThan(200)
    await spectrogram.getByRole('button', { name: 'Strokes and rectangles' }).click()
    const dialog = page.getByRole('dialog', { name: 'Strokes and rectangles' })
    await paintRectangle(dialog, { from: 1.2, to: 2.8, lowest: 300, highest: 700 })
    await expect(dialog.getByRole('list', { name: 'Strokes' })).toContainText(
      'Source 2, nothing else · 100 %',
    )
    await page.keyboard.press('Escape')
    await expect.poll(() => light(low)).toBeLessThan(40)
  })

  await test.step('saved and opened again it is exported the same', async () => {
    const first = await exportSource('first')
    await saveAs(app, pathOf('painted.shellac'))
    await closeRecording(app)
    await open(app, pathOf('painted.shellac'))
    await expect(notices).toBeAttached()
    expect(await exportSource('again')).toEqual(first)
    expect(lowEnergy(first)).toBeGreaterThan(100 * lowEnergy(before))
  })
})

test('the components learn what was painted: it stays without the stroke, and one undo brings them back', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { analyse: panel, spectrogram, tool } = placesOf(page)
  // The high note sounds with the low one at first, then alone: whose it is in the chord only the person can tell.
  const high: Place = { time: 2, frequency: 1500 }
  const parts = [
    { frequency: low.frequency, tones: 1, from: 1, to: 3 },
    { frequency: high.frequency, tones: 1, from: 1, to: 3 },
    { frequency: high.frequency, tones: 1, from: 4, to: 6 },
  ]
  await writeFile(join(workshop.folder, 'chord.wav'), writeWav(notes(parts, seconds), toneRate))
  await open(app, join(workshop.folder, 'chord.wav'))
  await panel.getByRole('button', { name: 'All settings' }).click()
  await panel.getByRole('spinbutton', { name: 'Components K' }).fill('3')
  await panel.getByRole('spinbutton', { name: 'Components K' }).press('Enter')
  await analyse(app, { components: 3 })
  for (const number of [1, 2, 3]) {
    await putByKey(app, [number], String(number))
    await page.keyboard.press('Escape')
  }
  await choosePicture(app, 'Source 2')
  await chooseCells(app, 'Mask')
  const picture = await expectPicture(app, 'Mask of Source 2')
  const expectDark = () => expect.poll(() => lightAt(picture, high, whole)).toBeLessThan(120)
  const expectLight = () => expect.poll(() => lightAt(picture, high, whole)).toBeGreaterThan(200)
  await expectLight()

  await takeBrush(app, 'Source 2')
  await spectrogram.getByRole('button', { name: 'Strokes and rectangles' }).click()
  const dialog = page.getByRole('dialog', { name: 'Strokes and rectangles' })
  await paintRectangle(dialog, { from: 0.9, to: 3.1, lowest: 1200, highest: 1800 })
  await expectDark()
  await dialog.getByRole('button', { name: 'Refine with the strokes' }).click()
  await expect(tool('Undo: Refine with the strokes')).toBeEnabled()
  await dialog.getByRole('button', { name: 'Erase all strokes' }).click()
  await page.keyboard.press('Escape')
  // Until its first tile is there the new picture is dark everywhere: the low note stays with its source.
  await expect.poll(() => lightAt(picture, low, whole)).toBeGreaterThan(200)
  await expectDark()

  await tool('Undo: Erase all strokes').click()
  await tool('Undo: Refine with the strokes').click()
  await tool('Undo: Paint Source 2').click()
  await expectLight()
})
