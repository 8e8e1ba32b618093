/** A file of two channels: what they hold is said, and one of them can be chosen. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTruthRecording } from '../audio/truthRecording'
import { writeWav } from '../audio/wavFile'
import { open } from '../steps/document'
import { listenIn, shortBlock } from '../steps/hearing'
import { expectHeard, playOn, type Gains } from '../steps/listening'
import { lookAt, restoreSize } from '../steps/looks'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** In both ears alike. */
const both = (gain: number): Gains => [gain, gain]
const [nothing, half, whole] = [both(0), both(0.5), both(1)]

test('what two channels hold is said, and the one that is chosen is heard, until it is undone', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { recording } = placesOf(page)
  /** It is chosen once the engine has made it. */
  const choose = async (name: string): Promise<void> => {
    const radio = recording.getByRole('radio', { name })
    await radio.click()
    await expect(radio).toBeChecked()
  }
  const { clarinet, tuba, sampleRate } = makeTruthRecording({ seconds: 6, signalToNoise: 10 })
  const path = join(workshop.folder, 'two walls.wav')
  await writeFile(path, writeWav([clarinet, tuba], sampleRate))
  await listenIn(page, shortBlock)
  await open(app, path)
  await expect(recording).toContainText('What the channels hold')
  // It is open already where something is to be warned of.
  if (!(await recording.getByRole('radio', { name: 'Left' }).isVisible()))
    await recording.getByText(/^Channel: /).click()
  await lookAt(app, 'channels')
  await restoreSize(page)

  const parts = [clarinet, tuba]
  await choose('Left')
  await playOn(app)
  await expectHeard(app, parts, [whole, nothing])
  await choose('Right')
  await expectHeard(app, parts, [nothing, whole])
  await page.keyboard.press('ControlOrMeta+Z')
  await expectHeard(app, parts, [whole, nothing])
  await choose('Both, mixed')
  await expectHeard(app, parts, [half, half])
})
