/** Comparisons of algorithms and of smoothness, and pictures in files. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { AppUnderTest } from '../shells/app'
import { analyse, closeRecording, open, saveAs } from '../steps/document'
import { putByKey, renameSource, select } from '../steps/grouping'
import { hear, listenIn } from '../steps/hearing'
import { lookAt, restoreSize } from '../steps/looks'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** Gives a command by its name in the palette. */
async function command({ page }: AppUnderTest, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

/** '172 k' -> 172000 */
function readCost(text: string): number {
  const [, figure, letter] = /^([\d.]+)(?: ([kMG]))?$/.exec(text) ?? []
  const unit = letter === 'k' ? 1e3 : letter === 'M' ? 1e6 : letter === 'G' ? 1e9 : 1
  return Number(figure) * unit
}

test.describe.configure({ timeout: 120_000 })

test('algorithms are compared: each cost falls, and the accelerated one ends at or below MM', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { dialog, analyse: panel } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await command(app, 'Compare algorithms')
  await dialog.getByRole('spinbutton', { name: 'Iterations' }).fill('30')
  await dialog.getByRole('spinbutton', { name: 'Iterations' }).press('Enter')
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click()
  const row = (name: string) => dialog.getByRole('row', { name: new RegExp(`^${name} `) })
  await expect(row('EM')).toBeVisible({ timeout: 60_000 })

  // At the first iteration, and at the last.
  const chart = dialog.getByRole('slider', { name: 'Costs at iteration' })
  await chart.focus()
  await page.keyboard.press('Home')
  await expect(chart).toHaveAttribute('aria-valuetext', /^Iteration 1: Accelerated .*, MM .*, MU .*, EM /)
  const last = new Map<string, number>()
  for (const name of ['Accelerated', 'MM', 'MU', 'EM']) {
    const cells = await row(name).getByRole('cell').allTextContents()
    const [first, end] = cells.slice(0, 2).map((cell) => readCost(cell.trim()))
    expect(end, name).toBeLessThan(first)
    last.set(name, end)
    expect(cells[2].trim(), name).toBe('30')
    expect(cells[3].trim(), name).toMatch(/^[\d.]+ s$/)
  }
  expect(last.get('Accelerated')).toBeLessThanOrEqual(last.get('MM') ?? 0)

  await dialog.getByRole('radio', { name: 'By seconds' }).check()
  await expect(dialog.getByRole('slider', { name: 'Costs at seconds' })).toHaveAttribute(
    'aria-valuetext',
    /^[\d.]+ s: Accelerated/,
  )
  await lookAt(app, 'algorithms')
  await restoreSize(page)
  await row('MU').getByRole('button', { name: 'Take this algorithm' }).click()
  await expect(row('MU')).toContainText('Set in Analyse')
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'All settings' }).click()
  await expect(panel.getByRole('combobox', { name: /^Algorithm/ })).toContainText('(MU)')
})

test('a comparison goes on while its dialog is closed, and stopping keeps what is done', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { dialog, notices } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await command(app, 'Compare algorithms')
  await dialog.getByRole('spinbutton', { name: 'Iterations' }).fill('3000')
  await dialog.getByRole('spinbutton', { name: 'Iterations' }).press('Enter')
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(dialog.getByText(/^Iteration \d+ of 3000/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await command(app, 'Compare algorithms')
  await dialog.getByRole('button', { name: 'Stop and keep' }).click()
  await expect(dialog.getByRole('row', { name: /^Accelerated / })).toBeVisible({ timeout: 30_000 })
  await expect(notices.getByRole('alert')).toHaveCount(0)
})

test('a smoothness is seen, heard, taken, undone, and saved with the project', async ({ app, workshop }) => {
  const { page } = app
  const { dialog, tool, analyse: panel, lane, strip } = placesOf(page)
  const path = join(workshop.folder, 'side a.shellac')
  await listenIn(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await putByKey(app, [1, 2], '1')
  await renameSource(app, 'Source 1', 'Tuba')
  await command(app, 'Compare smoothness')
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click()
  const row = (smoothness: number) =>
    dialog.getByRole('listitem', { name: `Smoothness ${smoothness}`, exact: true })
  await expect(row(100)).toBeVisible({ timeout: 60_000 })
  const roughness: number[] = []
  for (const smoothness of [0, 1, 10, 100]) {
    roughness.push(Number(/([\d.]+) dB a frame/.exec(await row(smoothness).innerText())?.[1]))
  }
  expect(roughness).toEqual(roughness.toSorted((a, b) => b - a))
  expect(roughness[0]).toBeGreaterThan(roughness[3])

  const hearing = row(100).getByRole('button', { name: 'Hear smoothness 100' })
  await hearing.click()
  await expect(hearing).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => loudest(app)).toBeGreaterThan(1e-3)
  await lookAt(app, 'smoothness')
  await restoreSize(page)
  await row(100).getByRole('button', { name: 'Take smoothness 100' }).click()
  await expect(row(100)).toContainText('Taken')
  await page.keyboard.press('Escape')
  await expect(tool('Play')).toBeVisible()

  await expect(tool('Undo: Smoothness 100')).toBeEnabled()
  await expect(strip('Tuba')).toContainText('2 components')
  await tool('Undo: Smoothness 100').click()
  await expect(tool('Redo: Smoothness 100')).toBeEnabled()
  await tool('Redo: Smoothness 100').click()
  await saveAs(app, path)
  await closeRecording(app)
  await open(app, path)
  await panel.getByRole('button', { name: 'All settings' }).click()
  await expect(panel.getByRole('slider', { name: 'Smoothness λ' })).toHaveAttribute('aria-valuetext', /100/)
  await expect(strip('Tuba')).toContainText('2 components')
  await expect(lane(1)).toBeVisible()
  expect(await hear(app)).not.toHaveLength(0)
})

/** The greatest sample that was heard of late. */
async function loudest({ page }: AppUnderTest): Promise<number> {
  return page.evaluate(() =>
    Math.max(0, ...(window.heard?.blocks ?? []).flatMap(({ channels: [left] }) => Math.max(...left))),
  )
}

test('pictures are written as SVG with axes in words, and as PNG', async ({ app, workshop }) => {
  const { page } = app
  const { dialog } = placesOf(page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  const write = async (what: string, format: 'PNG' | 'SVG', name: string): Promise<Buffer> => {
    const path = join(workshop.folder, name)
    await dialog.getByRole('radio', { name: what, exact: true }).check()
    await select(dialog.getByRole('combobox', { name: /^Format/ }), new RegExp(`^${format}`))
    app.answerSave(path)
    await dialog.getByRole('button', { name: 'Choose where…' }).click()
    await app.finishDialog?.()
    await expect(dialog.getByText(`Written: ${basename(path)}`)).toBeVisible({ timeout: 30_000 })
    return readFile(path)
  }
  await page.keyboard.press('ControlOrMeta+Shift+E')
  const spectrogram = (await write('Spectrogram', 'SVG', 'spectrogram.svg')).toString('utf8')
  expect(spectrogram).toContain('<svg')
  expect(spectrogram).toMatch(/kHz|Hz/)
  expect(spectrogram).toMatch(/dB/)
  const convergence = (await write('Convergence', 'SVG', 'convergence.svg')).toString('utf8')
  expect(convergence).toMatch(/iteration/i)
  const masks = await write('Masks', 'PNG', 'masks.png')
  expect(masks.subarray(1, 4).toString('latin1')).toBe('PNG')
  // Width and height in the first chunk.
  expect(masks.readUInt32BE(16)).toBeGreaterThan(600)
  expect(masks.readUInt32BE(20)).toBeGreaterThan(300)
  await lookAt(app, 'export picture')
})
