/** Exports by preset, with tags and names, of several contents at once, and in a format that loses something. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MPEGDecoder } from 'mpg123-decoder'
import { analyse, open } from '../steps/document'
import { chooseContents, exportMix, readSound, unfold } from '../steps/exporting'
import { putByKey, select } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

test.beforeEach(async ({ app, workshop }) => {
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2, 3], '1')
  await putByKey(app, [6, 7, 8, 9, 10], '0')
})

test('several contents go into one folder by preset, with tags and names by a template', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { dialog } = placesOf(page)
  await page.keyboard.press('ControlOrMeta+E')
  await select(dialog.getByRole('combobox', { name: /^Preset/ }), /^Archive access copy/)
  await chooseContents(dialog, ['Stereo remaster', 'Sources in stereo', 'Mono without noise'])
  await unfold(dialog, 'Tags')
  await dialog.getByLabel('Title', { exact: true }).fill('Vesti la giubba')
  await dialog.getByLabel('Artist', { exact: true }).fill('Ő 歌手')
  await unfold(dialog, 'Names')
  await dialog.getByLabel('Template').fill('{artist} - {title} - {what} {n} {source}')
  const names = dialog.getByRole('list', { name: 'Names of the files' })
  await expect(names).toContainText('Ő 歌手 - Vesti la giubba - mix.wav')
  await expect(names).toContainText('Ő 歌手 - Vesti la giubba - panned source 01 Source 1.wav')

  const folder = join(workshop.folder, 'all of it')
  app.answerSave(folder)
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await app.finishDialog?.()
  await expect(page.getByRole('dialog', { name: 'Exported' })).toBeVisible({ timeout: 60_000 })
  await expect(dialog).toContainText('Levels are unchanged')

  const sounds = (await readdir(folder)).filter((name) => name.endsWith('.wav')).sort()
  const stem = 'Ő 歌手 - Vesti la giubba'
  expect(sounds).toEqual([
    `${stem} - mix.wav`,
    `${stem} - mono.wav`,
    `${stem} - panned source 01 Source 1.wav`,
    `${stem} - panned source 02 Ungrouped.wav`,
  ])
  const bytes = await readFile(join(folder, sounds[0]))
  expect(bytes.subarray(12, 16).toString()).toBe('bext')
  expect(bytes.includes(Buffer.from('Vesti la giubba\0'))).toBe(true)
  expect(bytes.includes('separated by smooth Itakura-Saito NMF')).toBe(true)
  const [mix, , voice, rest] = await Promise.all(sounds.map((name) => readSound(join(folder, name))))
  for (const side of [0, 1]) {
    const sum = voice.channels[side].map((value, n) => value + rest.channels[side][n])
    expect(difference(sum, mix.channels[side])).toBeLessThan(-60)
  }
})

test('an MP3 decodes to the mix', async ({ app, workshop }) => {
  const { page } = app
  const { dialog } = placesOf(page)
  const exact = await exportMix(app, join(workshop.folder, 'exact.wav'))
  await page.keyboard.press('ControlOrMeta+E')
  await select(dialog.getByRole('combobox', { name: /^Preset/ }), /^Web/)
  await unfold(dialog, 'Format and level')
  await select(dialog.getByRole('combobox', { name: /^Sample rate/ }), /As the recording/)
  await select(dialog.getByRole('combobox', { name: /^Level/ }), /^Unchanged/)
  const path = join(workshop.folder, 'small.mp3')
  app.answerSave(path)
  await dialog.getByRole('button', { name: 'Choose where…' }).click()
  await app.finishDialog?.()
  await expect(page.getByRole('dialog', { name: 'Exported' })).toBeVisible({ timeout: 60_000 })

  const decoder = new MPEGDecoder()
  await decoder.ready
  const { channelData, sampleRate } = decoder.decode(new Uint8Array(await readFile(path)))
  decoder.free()
  expect(sampleRate).toBe(exact.sampleRate)
  expect(channelData).toHaveLength(2)
  for (const side of [0, 1]) {
    const signal = exact.channels[side]
    expect(difference(channelData[side].subarray(0, signal.length), signal)).toBeLessThan(-12)
  }
})

test('files that exist stay where the new ones are to be numbered', async ({ app, workshop }) => {
  test.skip(app.shell !== 'browser', 'the system’s dialog asks in windows of the desktop')
  const { page } = app
  const path = join(workshop.folder, 'mine.wav')
  await writeFile(path, 'mine')
  app.answerSave(path)
  await page.keyboard.press('ControlOrMeta+E')
  await page.getByRole('button', { name: 'Choose where…' }).click()
  await app.finishDialog?.()
  const question = page.getByRole('dialog', { name: 'Replace mine.wav?' })
  await question.getByRole('button', { name: 'Keep both' }).click()
  await expect(page.getByRole('dialog', { name: 'Exported' })).toContainText('mine 2.wav')
  expect(await readFile(path, 'utf8')).toBe('mine')
  expect((await readSound(join(workshop.folder, 'mine 2.wav'))).channels).toHaveLength(2)
})

/** Energy of a - b relative to b, dB. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let residue = 0
  let energy = 0
  for (let n = 0; n < b.length; n++) {
    residue += (a[n] - b[n]) ** 2
    energy += b[n] ** 2
  }
  return 10 * Math.log10(residue / energy)
}
