/** What comes out of the page's audio graph, taken just before the destination. */
import { expect, type Page } from '@playwright/test'
import type { Sound } from '../audio/wavFile'
import type { AppUnderTest } from '../shells/app'
import { placesOf } from './window'

/** What came out in one go. */
export interface Block extends Sound {
  /** Samples since the first sound: blocks that the busy page has missed are not there. */
  readonly start: number
}

interface Heard {
  readonly sampleRate: number
  /** Blocks since the beginning, also those that are not kept. */
  count: number
  /** Newest last: left and right of one block. */
  readonly blocks: { readonly start: number; readonly channels: [Float32Array, Float32Array] }[]
  /** Forgets what has come out until now, also what has not been handed over yet. */
  forget(): void
}

declare global {
  interface Window {
    heard?: Heard
  }
}

/** Samples of a block. */
const longBlock = 4096
/** For what must have no gap, however busy the page is. */
export const longestBlock = 8192
/** For what is asked for again and again until it is heard. */
export const shortBlock = 2048
const silence = 1e-3

/** To be called before the page makes its first sound. */
export async function listenIn(page: Page, blockLength = longBlock): Promise<void> {
  await page.evaluate((length) => {
    const connect = AudioNode.prototype.connect as (this: AudioNode, ...given: unknown[]) => AudioNode
    AudioNode.prototype.connect = function (this: AudioNode, ...given: unknown[]) {
      const [target] = given
      if (target instanceof AudioDestinationNode) tap(this, target)
      return connect.apply(this, given)
    }

    /** One for all ways into the destination, which adds them up as the destination does. */
    const ears = new WeakMap<BaseAudioContext, AudioNode>()

    function tap(node: AudioNode, destination: AudioDestinationNode): void {
      const known = ears.get(node.context) ?? openEar(node.context, destination)
      ears.set(node.context, known)
      connect.call(node, known)
    }

    /** The sound as it is in two channels, and beside it the number of each sample. */
    function openEar(context: BaseAudioContext, destination: AudioDestinationNode): AudioNode {
      const [stereo, sides, all] = [
        context.createGain(),
        context.createChannelSplitter(2),
        context.createChannelMerger(3),
      ]
      Object.assign(stereo, { channelCount: 2, channelCountMode: 'explicit' })
      connect.call(stereo, sides)
      for (const side of [0, 1]) connect.call(sides, all, side, side)
      connect.call(openClock(context), all, 0, 2)
      const recorder = context.createScriptProcessor(length, 3, 2)
      let earliest = -Infinity
      const heard: Heard = {
        sampleRate: context.sampleRate,
        count: 0,
        blocks: [],
        forget() {
          heard.blocks.splice(0)
          earliest = context.currentTime
        },
      }
      window.heard = heard
      recorder.onaudioprocess = ({ inputBuffer, playbackTime }) => {
        const [before, left, right, clock] = [2, 0, 1, 2].map((channel) =>
          inputBuffer.getChannelData(channel).slice(),
        )
        // What was overwritten while the page was busy is of no use.
        if (clock.some((time, index) => time !== clock[0] + index || time !== before[index])) return
        // It began to come out two blocks before its answer would be played, three if the page was busy: later it is overwritten.
        if (playbackTime - (3 * length) / context.sampleRate < earliest) return
        heard.blocks.push({ start: clock[0], channels: [left, right] })
        heard.count += 1
        if (heard.blocks.length > 64) heard.blocks.shift()
      }
      connect.call(all, recorder)
      connect.call(recorder, destination)
      return stereo
    }

    /** Counts samples, beginning anew after about a million. */
    function openClock(context: BaseAudioContext): AudioNode {
      const buffer = context.createBuffer(1, 2 ** 20, context.sampleRate)
      buffer.getChannelData(0).forEach((_, index, samples) => (samples[index] = index))
      const clock = Object.assign(context.createBufferSource(), { buffer, loop: true })
      clock.start()
      return clock
    }
  }, blockLength)
}

/** Plays from the start and waits for some blocks of sound, silence not counted; then pauses. */
export async function hear({ page }: AppUnderTest, count = 1): Promise<readonly Sound[]> {
  const { tool } = placesOf(page)
  await tool('Go to the start').click()
  await page.evaluate(() => window.heard?.forget())
  const play = tool('Play')
  if (await play.isVisible()) await play.click()
  await expect
    .poll(() => loudBlocks(page), { message: 'blocks of sound', timeout: 30_000 })
    .toBeGreaterThanOrEqual(count)
  await tool('Pause').click()
  const blocks = await blocksSince(page, 0)
  return blocks.filter(({ channels: [left, right] }) => isLoud(left) || isLoud(right))
}

/** How many blocks came out since the first sound. */
export function blockCount(page: Page): Promise<number> {
  return page.evaluate(() => window.heard?.count ?? 0)
}

/** The kept blocks from number `first` on, in their order. */
export async function blocksSince(page: Page, first: number): Promise<readonly Block[]> {
  // As one text: so many numbers one by one take the runner long.
  const text = await page.evaluate((from) => {
    const { sampleRate, count, blocks } = window.heard ?? { sampleRate: 0, count: 0, blocks: [] }
    const wanted = blocks.slice(Math.max(0, blocks.length - Math.max(0, count - from)))
    const plain = wanted.map(({ start, channels }) => ({
      start,
      channels: channels.map((signal) => [...signal]),
    }))
    return JSON.stringify({ sampleRate, blocks: plain })
  }, first)
  const { sampleRate, blocks } = JSON.parse(text) as {
    sampleRate: number
    blocks: readonly { start: number; channels: number[][] }[]
  }
  return blocks.map(({ start, channels }) => ({
    start,
    sampleRate,
    channels: channels.map((signal) => Float32Array.from(signal)),
  }))
}

/** Waits until block number `number` has come out. */
export async function waitForBlock(page: Page, number: number): Promise<void> {
  const hasCome = await page.evaluate(
    ({ wanted, patience }) =>
      new Promise<boolean>((resolve) => {
        const end = performance.now() + patience
        const look = (): void => {
          const isThere = (window.heard?.count ?? 0) > wanted
          if (isThere || performance.now() > end) resolve(isThere)
          else setTimeout(look, 20)
        }
        look()
      }),
    { wanted: number, patience: 15_000 },
  )
  expect(hasCome, `block ${number} has come out`).toBe(true)
}

/** All that comes out from the first sound, or from the block before `during` until some blocks after it. */
export async function record(
  { page }: AppUnderTest,
  during: () => Promise<unknown>,
  blocks = 2,
): Promise<readonly Block[]> {
  const first = await blockCount(page)
  if (first > 0) await waitForBlock(page, first)
  await during()
  await waitForBlock(page, (await blockCount(page)) + blocks)
  return blocksSince(page, first)
}

/** How many there are; the sound is handed over only when there is enough of it. */
async function loudBlocks(page: Page): Promise<number> {
  const levels = await page.evaluate(() =>
    (window.heard?.blocks ?? []).map(({ channels }) =>
      channels.map((signal) =>
        [signal.subarray(0, 1024), signal.subarray(-1024)].map((it) => Math.max(...it)),
      ),
    ),
  )
  return levels.filter((channels) => channels.some((ends) => ends.every((level) => level > silence))).length
}

/** From its beginning to its end: a block in which playing begins or ends is of no use. */
function isLoud(signal: Float32Array): boolean {
  return [signal.subarray(0, 1024), signal.subarray(-1024)].every((end) => Math.max(...end) > silence)
}
