/** Undo, redo, and what a saved project brings back. */
import { join } from 'node:path'
import type { AppUnderTest } from '../shells/app'
import { analyse, closeRecording, open, saveAs } from '../steps/document'
import { exportMix } from '../steps/exporting'
import { panByKeys, panOf, putByKey, renameSource } from '../steps/grouping'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** All that a person sees of the document. */
async function stateOf({ page }: AppUnderTest): Promise<string> {
  const { sources, components, toolbar } = placesOf(page)
  return [
    await sources.ariaSnapshot(),
    (await components.getByRole('row').evaluateAll((rows) => rows.map((row) => row.ariaLabel))).join('\n'),
    await toolbar
      .getByRole('button', { name: /^(Undo|Redo)/ })
      .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel).join('\n')),
  ].join('\n\n')
}

async function makeEdits(app: AppUnderTest): Promise<void> {
  await putByKey(app, [1, 2], '1')
  await putByKey(app, [3, 4, 5], '2')
  await putByKey(app, [6, 7, 8, 9, 10], '0')
  await renameSource(app, 'Source 1', 'Tuba')
  await panByKeys(app, 'Tuba', 3)
  await placesOf(app.page).strip('Source 2').getByRole('button', { name: 'Solo Source 2' }).click()
}

const labels = [
  'Decompose into 10 components',
  'Put 2 components in Source 1',
  'Put 3 components in Source 2',
  'Put 5 components in Noise',
  'Rename Source 1',
  'Pan Tuba',
  'Solo Source 2',
]

test('undo goes back to the opening and redo to the end, each by its label, through the same states', async ({
  app,
  workshop,
}) => {
  const { tool, components } = placesOf(app.page)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await makeEdits(app)

  // The focus is where no key belongs to a control.
  await components.getByRole('heading').click()
  const states: string[] = []
  for (const label of labels.toReversed()) {
    await expect(tool(`Undo: ${label}`)).toBeEnabled()
    states.push(await stateOf(app))
    await app.page.keyboard.press('ControlOrMeta+Z')
    await expect(tool(`Redo: ${label}`)).toBeEnabled()
  }
  await expect(components).toContainText('Not analysed yet')
  await expect(tool('Undo')).toBeDisabled()

  for (const label of labels) {
    await app.page.keyboard.press('ControlOrMeta+Shift+Z')
    await expect(tool(`Undo: ${label}`)).toBeEnabled()
    expect(await stateOf(app)).toBe(states.pop())
  }
  await expect(tool('Redo')).toBeDisabled()
})

test('a saved project brings back the same state and, exported again, the same audio', async ({
  app,
  workshop,
}) => {
  const { strip } = placesOf(app.page)
  const pathOf = (name: string): string => join(workshop.folder, name)
  await open(app, (await writeTruth(workshop.folder)).path)
  await analyse(app)
  await makeEdits(app)
  const first = await exportMix(app, pathOf('first.wav'))
  await saveAs(app, pathOf('side a.shellac'))
  await closeRecording(app)

  await open(app, pathOf('side a.shellac'))
  expect(await panOf(app, 'Tuba')).toBe(30)
  await expect(strip('Source 2').getByRole('button', { name: 'Solo Source 2' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const again = await exportMix(app, pathOf('again.wav'))
  expect(again).toEqual(first)
})
