/** What is let back in of the noise, and how its mask is smoothed: heard, undone, saved and exported. */
import { join } from 'node:path'
import { exportAs, readFolder, readSound } from '../steps/exporting'
import { putByKey } from '../steps/grouping'
import { compareAsTheyAre, expectHeard, placed, playOn, type Gains } from '../steps/listening'
import { openTruth, takeApart } from '../steps/mixing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

const full: Gains = [1, 1]

test('noise comes back in with a source, at its place, and smoothed as it is exported', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { strip, tool, sources } = placesOf(page)
  const pathOf = (name: string): string => join(workshop.folder, name)
  await openTruth(app, workshop.folder)
  await takeApart(app)
  await putByKey(app, [1, 2, 3, 4, 5], '1')
  await putByKey(app, [8, 9, 10], 'N')
  await compareAsTheyAre(app)
  const exportRemoved = async (name: string): Promise<Float32Array> => {
    await exportAs(app, { what: 'What was removed', path: pathOf(name) })
    return (await readSound(pathOf(name))).channels[0]
  }
  const noise = await exportRemoved('noise.wav')
  const slider = (name: string) => sources.getByRole('slider', { name })

  await test.step('at 0 dB with a source on the left it is heard there, all of it', async () => {
    await slider('Noise with Source 1').press('End')
    await slider('Pan of Source 1').press('Home')
    await expect(strip('Noise')).toContainText('All of it stays, 0.0 dB')
    await strip('Source 1').getByRole('button', { name: 'Mute Source 1' }).focus()
    await expect(tool('Undo: Pan Source 1')).toBeEnabled()
    await exportAs(app, { what: 'One file per source', path: pathOf('sources') })
    const [source, ungrouped] = await readFolder(pathOf('sources'))
    await playOn(app)
    await expectHeard(app, [source, ungrouped, noise], [placed(-100), placed(0), placed(-100)])
  })

  await test.step('smoothed it sounds as it is exported; undone as before', async () => {
    await slider('Noise with Source 1').press('Home')
    await expect(strip('Noise')).toContainText('Left out, −∞ dB')
    await slider('Noise smoothing in time').press('PageUp')
    await slider('Noise smoothing over pitch').press('PageUp')
    const smooth = await exportRemoved('smooth.wav')
    expect(smooth).not.toEqual(noise)
    await page.keyboard.press('r')
    await expectHeard(app, [smooth], [full])
    await tool('Undo: Noise smoothing').click()
    await tool('Undo: Noise smoothing').click()
    await expect(slider('Noise smoothing in time')).toHaveAttribute('aria-valuenow', '0')
    await expectHeard(app, [noise], [full])
  })
})
