/** The meters: what they say of a tone is what the tone is. */
import { steadyTone } from '../audio/tones'
import { record } from '../steps/hearing'
import { expectHeard, playOn } from '../steps/listening'
import { groupUpTo, openTones, takeApart } from '../steps/mixing'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** Peaks at -4.4 dBFS, hard left at -1.4 dBFS; in both ears as loud in LUFS, since K weighting and the sum of two channels make up for the rms. */
const tone = { frequency: 997, peak: 0.6, seconds: 8 }
const level = 20 * Math.log10(tone.peak)

test('levels and loudness of a tone are right; what clips lights the lamp until it is put out', async ({
  app,
  workshop,
}) => {
  test.skip(app.shell === 'electron stand-in', 'it cannot hand the code of the meters to the audio thread')
  const { page } = app
  const { sources, tool } = placesOf(page)
  const meters = page.getByRole('region', { name: 'Meters' })
  const valueOf = async (name: string | RegExp): Promise<number> =>
    Number(await meters.getByRole('meter', { name }).getAttribute('aria-valuenow'))
  const lamp = meters.getByRole('button', { name: /clip/i })
  const { samples } = await openTones(app, workshop.folder, steadyTone(tone))
  await playOn(app)
  for (const name of ['Left level', 'Right level', /^Momentary/, /^Short-term/, /^Integrated/])
    await expect.poll(async () => Math.abs((await valueOf(name)) - level)).toBeLessThan(0.5)
  await expect(lamp).toHaveAccessibleName('Clip: not over 0 dBFS')

  await takeApart(app)
  await groupUpTo(app, [10])
  const slider = (name: string) => sources.getByRole('slider', { name: `${name} of Source 1` })
  await slider('Pan').press('Home')
  await expect.poll(() => valueOf('Right level')).toBeLessThan(-50)
  await expect(lamp).toHaveAccessibleName('Clip: not over 0 dBFS')
  await slider('Level').press('PageUp')
  await expect(lamp).toHaveAccessibleName('Left clipped: over 0 dBFS. Reset')
  await slider('Level').press('PageDown')
  await expectHeard(app, [samples], [[1, 0]])
  await expect(lamp).toHaveAccessibleName('Left clipped: over 0 dBFS. Reset')
  // What clipped is still held by the bar while its last readings are on their way.
  await expect.poll(() => valueOf('Left level')).toBeLessThan(-1)
  await lamp.click()
  await record(app, () => Promise.resolve(), 3)
  await expect(lamp).toHaveAccessibleName('Clip: not over 0 dBFS')
  await tool('Pause').click()
  await expect.poll(() => valueOf('Left level')).toBeLessThan(-50)
})
