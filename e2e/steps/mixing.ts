/** From a recording to sources whose sound is known, and what their strips and the stage say of them. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import { toneRate } from '../audio/tones'
import { writeWav } from '../audio/wavFile'
import type { AppUnderTest } from '../shells/app'
import { analyse, open } from './document'
import { exportAs, readFolder, readSound } from './exporting'
import { listenIn, shortBlock } from './hearing'
import { writeTruth } from './recordings'
import { placesOf } from './window'

export interface OpenedRecording {
  /** As it was read. */
  readonly samples: Float32Array
  /** Hz */
  readonly sampleRate: number
}

/** Opens a recording of music and hiss, with an ear on all that is played. */
export async function openTruth(
  app: AppUnderTest,
  folder: string,
  { seconds = 6, block = shortBlock } = {},
): Promise<OpenedRecording> {
  const { path } = await writeTruth(folder, { seconds })
  return openWithEar(app, path, block)
}

/** Opens a recording of tones, with an ear on all that is played. */
export async function openTones(
  app: AppUnderTest,
  folder: string,
  tones: Float32Array,
): Promise<OpenedRecording> {
  const path = join(folder, 'tones.wav')
  await writeFile(path, writeWav(tones, toneRate))
  return openWithEar(app, path)
}

async function openWithEar(app: AppUnderTest, path: string, block = shortBlock): Promise<OpenedRecording> {
  await open(app, path)
  await listenIn(app.page, block)
  const { channels, sampleRate } = await readSound(path)
  return { samples: channels[0], sampleRate }
}

/** Takes the open recording apart, quickly. */
export async function takeApart(app: AppUnderTest): Promise<void> {
  await placesOf(app.page).analyse.getByRole('radio', { name: 'Preview' }).check()
  await analyse(app)
}

/** Puts all ten components into sources: those up to each number of `lasts` that are in none yet. */
export async function groupUpTo({ page }: AppUnderTest, lasts: readonly number[]): Promise<void> {
  const { lane, strip } = placesOf(page)
  let first = 1
  for (const [index, last] of lasts.entries()) {
    await clickLane(lane(first))
    await clickLane(lane(last), ['Shift'])
    await page.keyboard.press(String(index + 1))
    const chips = strip(`Source ${index + 1}`).getByRole('button', { name: /^Choose / })
    await expect(chips).toHaveCount(last - first + 1)
    first = last + 1
  }
}

async function clickLane(lane: Locator, modifiers: 'Shift'[] = []): Promise<void> {
  await lane.scrollIntoViewIfNeeded()
  const box = await lane.boundingBox()
  if (!box) throw new Error('The lane is not there.')
  await lane.click({ modifiers, position: { x: box.width * 0.75, y: box.height / 2 } })
}

/** What each source is made of, before level and pan, in the order of the strips. */
export async function readSources(app: AppUnderTest, folder: string): Promise<readonly Float32Array[]> {
  const path = join(folder, 'sources')
  await exportAs(app, { what: 'One file per source', path })
  return readFolder(path)
}

/** Pan and level of a source as its strip has them. */
export async function stripOf({ page }: AppUnderTest, source: string): Promise<[pan: number, level: number]> {
  const { sources } = placesOf(page)
  const value = async (name: string): Promise<number> =>
    Number(await sources.getByRole('slider', { name: `${name} of ${source}` }).getAttribute('aria-valuenow'))
  return [await value('Pan'), await value('Level')]
}
