/** Work that does not fit on the machine. */
import type { AppUnderTest } from '../shells/app'
import { beginAnalysis, expectComponents, open } from '../steps/document'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** Chooses so many starts; the megabytes that the panel then says the analysis takes. */
async function chooseStarts({ page }: AppUnderTest, count: number): Promise<number> {
  const { analyse: panel } = placesOf(page)
  await panel.getByRole('button', { name: 'All settings' }).click()
  const starts = panel.getByRole('spinbutton', { name: 'Starts' })
  await starts.fill(String(count))
  await starts.press('Enter')
  const estimate = panel.getByText(/^Takes about/)
  await expect(estimate).toBeVisible()
  return Number(/([\d.]+) MB of memory/.exec((await estimate.textContent()) ?? '')?.[1])
}

test('an analysis that takes more memory than it may is refused with a smaller one, which runs', async ({
  workshop,
}) => {
  const { path } = await writeTruth(workshop.folder)
  const free = await workshop.launch({ files: [path] })
  const megabytes = await chooseStarts(free, 10)
  await free.close()

  const app = await workshop.launch({ environment: { SHELLAC_MEMORY: String(megabytes - 1) } })
  const { analyse: panel, notices } = placesOf(app.page)
  await open(app, path)
  expect(await chooseStarts(app, 10)).toBe(megabytes)
  await expect(panel).toContainText('Does not fit on this machine')
  await beginAnalysis(app)
  await expect(notices).toContainText(/Decomposing side a\.wav takes \d+ MB of memory; \d+ MB are free\./)
  await expect(notices).toContainText('With 4 starts it would take')

  await panel.getByRole('button', { name: /^Use 4 starts \([\d.]+ MB\)$/ }).click()
  await expect(panel.getByRole('spinbutton', { name: 'Starts' })).toHaveValue('4')
  await expect(panel).not.toContainText('Does not fit on this machine')
  await beginAnalysis(app)
  await expectComponents(app, 10)
})
