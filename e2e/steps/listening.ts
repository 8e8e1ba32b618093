/** Listening to a mix whose parts are known: what is heard is told by the samples, as soon as it is so. */
import { expect } from '@playwright/test'
import { fitMix, type MixFit } from '../audio/mixFit'
import { energy } from '../audio/signals'
import type { Sound } from '../audio/wavFile'
import type { AppUnderTest } from '../shells/app'
import { blockCount, blocksSince, record, waitForBlock, type Block } from './hearing'
import { placesOf } from './window'

/** Left and right, linear. */
export type Gains = readonly [left: number, right: number]

/** By the pan law of a new project, -3 dB in the centre. Pan -100 .. 100, level in dB. */
export function placed(pan: number, level = 0): Gains {
  const angle = ((pan + 100) / 200) * (Math.PI / 2)
  const gain = 10 ** (level / 20)
  return [gain * Math.cos(angle), gain * Math.sin(angle)]
}

/** dB: what must at least be explained by the parts, or something else is heard too. */
const leastRest = -50
/** Samples in which sound that begins is not as loud as it will be. */
const fadeIn = 100
/** Samples that a place is told by. */
const stretch = 1500
const patience = { timeout: 15_000, intervals: [100] }

/** Plays the whole recording over and over, from where it is. */
export async function playOn({ page }: AppUnderTest): Promise<void> {
  const { tool } = placesOf(page)
  const loop = tool('Loop on or off')
  if ((await loop.getAttribute('aria-pressed')) !== 'true') await page.keyboard.press('ControlOrMeta+L')
  await page.keyboard.press('Space')
  await expect(tool('Pause')).toBeVisible()
}

/** Nothing is lowered to make a comparison fair: levels are those of an export. */
export async function compareAsTheyAre({ page }: AppUnderTest): Promise<void> {
  const match = placesOf(page).tool('Compare at the same loudness')
  if ((await match.getAttribute('aria-pressed')) === 'true') await match.click()
  await expect(match).toHaveAttribute('aria-pressed', 'false')
}

/** Waits until each part is heard with its gains, in a block that began after the call, and says how that block was made. */
export async function expectHeard(
  app: AppUnderTest,
  parts: readonly Float32Array[],
  gains: readonly Gains[],
): Promise<MixFit> {
  const since = await blockCount(app.page)
  return untilPassed(async () => {
    const heard = fitMix((await newestBlock(app, since + 1)).channels, parts)
    if (!heard) throw new Error('Nothing is heard.')
    expect(heard.rest, 'what else is heard, dB').toBeLessThan(leastRest)
    const [left, right] = heard.gains
    const pairs = left.map((gain, part) => [gain, right[part]])
    expect(pairs, 'gains of the parts, left and right').toEqual(
      gains.map((pair) => pair.map((gain): unknown => expect.closeTo(gain, 2))),
    )
    return heard
  })
}

/** Waits until nothing at all is heard in a block that began after the call. */
export async function expectSilence(app: AppUnderTest): Promise<void> {
  const since = await blockCount(app.page)
  await untilPassed(async () => {
    const { channels } = await newestBlock(app, since + 1)
    expect(Math.max(...channels.map(energy)), 'energy').toBeLessThan(1e-9)
  })
}

/** @param first number of the first block that will do */
async function newestBlock({ page }: AppUnderTest, first: number): Promise<Sound> {
  await waitForBlock(page, first)
  const [block] = await blocksSince(page, (await blockCount(page)) - 1)
  return block
}

async function untilPassed<Result>(attempt: () => Promise<Result>): Promise<Result> {
  let result: Result | undefined
  await expect(async () => {
    result = await attempt()
  }).toPass(patience)
  return result as Result
}

/** Plays for a moment with the key of playing, and says with which sample of the recording the sound began. */
export async function heardFrom(app: AppUnderTest, recording: Float32Array): Promise<number> {
  const { keyboard } = app.page
  // What was played before fades out.
  if ((await blockCount(app.page)) > 0) await expectSilence(app)
  const blocks = await record(app, () => keyboard.press('Space'), 3)
  await keyboard.press('Space')
  await expect(placesOf(app.page).tool('Play')).toBeVisible()
  const first = blocks.findIndex(({ channels }) => energy(channels[0]) > 0)
  const sound = joined(blocks.slice(first, first + 2))
  const start = sound.findIndex((sample) => sample !== 0)
  const skipped = start + fadeIn
  const fit = fitMix([sound.subarray(skipped, skipped + stretch)], [recording])
  expect(fit?.rest, 'what else is heard, dB').toBeLessThan(leastRest)
  return (fit?.at ?? NaN) - fadeIn
}

/** The left channel of blocks that follow each other without a gap. */
export function joined(blocks: readonly Block[]): Float32Array {
  const length = blocks[0].channels[0].length
  const starts = blocks.map(({ start }) => start - blocks[0].start)
  expect(starts, 'starts of blocks').toEqual(blocks.map((_, index) => index * length))
  return Float32Array.from(blocks.flatMap(({ channels }) => [...channels[0]]))
}
