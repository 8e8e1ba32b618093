/** Keys of listening: Space wherever the focus is, both sets of keys, and keys of one's own. */
import type { Locator } from '@playwright/test'
import { choose, putByKey, select } from '../steps/grouping'
import { expectSilence } from '../steps/listening'
import { openTruth, takeApart } from '../steps/mixing'
import { discOf } from '../steps/stage'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test('Space plays and pauses from every control and writes a space in a text', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard } = page
  const { analyse, lane, sources, strip, timeline, tool, toolbar } = placesOf(page)
  await openTruth(app, workshop.folder)
  await takeApart(app)
  await putByKey(app, [1, 2], '1')
  const controls: Record<string, Locator> = {
    'a button of the toolbar': tool(/^Undo/),
    'a choice': toolbar.getByRole('radio', { name: 'Remaster' }),
    'the position': timeline.getByRole('slider'),
    'a lane': lane(2),
    'a button of a lane': lane(2).getByRole('button', { name: /^Mute/ }),
    'a fader': sources.getByRole('slider', { name: 'Level of Source 1' }),
    'a switch of a strip': strip('Source 1').getByRole('button', { name: 'Mute Source 1' }),
    'a disc': discOf(app, 'Source 1'),
    'a field with a list': sources.getByRole('combobox', { name: /^Pan law/ }),
    'a preset': analyse.getByRole('radio', { name: 'Preview' }),
    'a menu button': strip('Source 1').getByRole('button', { name: 'More for Source 1' }),
  }
  const before = await sources.ariaSnapshot()
  for (const [name, control] of Object.entries(controls)) {
    await test.step(name, async () => {
      await control.focus()
      await keyboard.press('Space')
      await expect(tool('Pause')).toBeVisible()
      await keyboard.press('Space')
      await expect(tool('Play')).toBeVisible()
    })
  }
  expect(await sources.ariaSnapshot()).toBe(before)

  await choose(app, [2])
  await keyboard.press('F2')
  await keyboard.type('Low and soft')
  await expect(tool('Play')).toBeVisible()
  await expectSilence(app)
  await keyboard.press('Enter')
  await expect(lane(2)).toHaveAccessibleName(/^Low and soft, /)
  await expect(tool('Play')).toBeVisible()
})

test('the keys of a workstation, and one key of one’s own', async ({ app, workshop }) => {
  const { page } = app
  const { keyboard } = page
  const { dialog, timeline, tool } = placesOf(page)
  await openTruth(app, workshop.folder)
  const position = timeline.getByRole('slider')
  const loop = tool('Loop on or off')
  const choosePreset = async (name: string): Promise<void> => {
    await keyboard.press('?')
    await select(dialog.getByRole('combobox', { name: /^Keys/ }), name)
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  await test.step('as in a media player: L plays', async () => {
    await keyboard.press('l')
    await expect(tool('Pause')).toBeVisible()
    await keyboard.press('k')
    await expect(tool('Play')).toBeVisible()
  })

  await test.step('as in a workstation: L loops, Enter goes to the start', async () => {
    await choosePreset('As in an audio workstation')
    await keyboard.press('l')
    await expect(loop).toHaveAttribute('aria-pressed', 'true')
    await expect(tool('Play')).toBeVisible()
    await keyboard.press('ArrowRight')
    await expect(position).toHaveAttribute('aria-valuenow', '5')
    await keyboard.press('Enter')
    await expect(position).toHaveAttribute('aria-valuenow', '0')
    await keyboard.press('l')
    await expect(loop).toHaveAttribute('aria-pressed', 'false')
    await choosePreset('As in a media player')
  })

  await test.step('a key is given to playing and taken from looking at everything', async () => {
    await keyboard.press('?')
    await dialog.getByRole('button', { name: 'Change the key of “Play or pause”' }).click()
    await keyboard.press('q')
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await keyboard.press('q')
    await expect(tool('Pause')).toBeVisible()
    await keyboard.press('q')
    await expect(tool('Play')).toBeVisible()
    await keyboard.press('Space')
    await expect(tool('Play')).toBeVisible()
  })

  await test.step('and all are as they were', async () => {
    await keyboard.press('?')
    await dialog.getByRole('button', { name: 'All as they were' }).click()
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await keyboard.press('Space')
    await expect(tool('Pause')).toBeVisible()
  })
})
