/** What listening takes: memory over an hour of recording, and how soon a choice is heard. Prints the figures of docs/performance.md. */
import { readFile, open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { writeWav } from '../audio/wavFile'
import { beginAnalysis, open } from '../steps/document'
import { placesOf } from '../steps/window'
import { test } from '../test'
import { quantile } from './frameTimes'

const sampleRate = 44_100
const minutes = 60
const seeks = 60
/** Seconds that are listened to after each seek. */
const stay = 3

test('an hour', async ({ app, workshop, chromiumBrowser }) => {
  test.setTimeout(15 * 60_000)
  const { page } = app
  const path = join(workshop.folder, 'an hour.wav')
  await writeHour(path)
  await open(app, path)
  await placesOf(page).analyse.getByRole('radio', { name: 'Preview' }).click()
  await beginAnalysis(app)
  const { lanes, timeline } = placesOf(page)
  await lanes.first().waitFor({ timeout: 300_000 })
  await watchStarts(page)
  const alone: number[] = []
  for (let lane = 0; lane < 8; lane += 1) {
    await lanes.nth(lane).click()
    alone.push(await untilHeard(page, 'Enter'))
    await page.keyboard.press('k')
  }
  await lanes.nth(0).click()
  await page.keyboard.press('1')
  await lanes.nth(1).click()
  await page.keyboard.press('2')
  await placesOf(page).toolbar.getByRole('button', { name: 'Remaster' }).click()
  await page.keyboard.press(' ')
  await page.waitForTimeout(2000)
  const moved: number[] = []
  for (let round = 0; round < 8; round += 1) {
    await lanes.nth(0).click()
    await page.waitForTimeout(700)
    moved.push(await untilHeard(page, round % 2 === 0 ? '2' : '1'))
  }
  say('ms from the key to the sound of a component', alone)
  say('ms from the key to the sound of a regrouped source', moved)
  const memory = await memoryOf(page, await chromiumBrowser.newBrowserCDPSession())
  const axis = timeline.getByRole('slider')
  const { width, height } = (await axis.boundingBox()) ?? { width: 0, height: 0 }
  for (let seek = 0; seek < seeks; seek += 1) {
    await axis.click({ position: { x: width * ((seek * 0.381966) % 1), y: height * 0.6 } })
    await page.waitForTimeout(1000 * stay)
    if (seek % 10 === 9) console.log(`after ${(seek + 1) * stay} s and ${seek + 1} seeks: ${await memory()}`)
  }
})

function say(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  console.log(`${what}: median ${quantile(sorted, 0.5).toFixed(0)}, most ${quantile(sorted, 1).toFixed(0)}`)
}

declare global {
  interface Window {
    /** Times of performance.now at which sources will be heard that were started since it was emptied. */
    heardAt: number[]
  }
}

async function watchStarts(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.heardAt = []
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
      const latency = (this.context as AudioContext).outputLatency || 0
      window.heardAt.push(performance.now() + 1000 * (Math.max(0, when - this.context.currentTime) + latency))
      start.call(this, when, ...rest)
    }
  })
}

/** Milliseconds from a key to a sound that begins within the next 0.4 s; what is scheduled further ahead is of what plays already. */
async function untilHeard(page: Page, key: string): Promise<number> {
  return page.evaluate(async (pressed) => {
    window.heardAt = []
    const begun = performance.now()
    const target = document.activeElement ?? document.body
    target.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }))
    for (;;) {
      const now = performance.now()
      const heard = window.heardAt.find((time) => time - now < 400)
      if (heard !== undefined || now - begun > 5000) return (heard ?? now) - begun
      await new Promise(requestAnimationFrame)
    }
  }, key)
}

/** Says what the page holds: JavaScript's heap after a collection, and on Linux the memory of its process. */
async function memoryOf(page: Page, browser: CDPSession): Promise<() => Promise<string>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo')
  const pages = processInfo.filter(({ type }) => type === 'renderer')
  return async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    const heap = (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 2 ** 20
    const resident = await Promise.all(pages.map(({ id }) => residentMegabytes(id)))
    return `heap ${heap.toFixed(0)} MB, process ${Math.max(...resident).toFixed(0)} MB`
  }
}

async function residentMegabytes(processId: number): Promise<number> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}

/** Two melodies and a hiss, minute by minute: an hour of it at once would be large. */
async function writeHour(path: string): Promise<void> {
  const header = writeWav(new Float32Array(0), sampleRate)
  const bytes = 2 * minutes * 60 * sampleRate
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  view.setUint32(4, header.byteLength - 8 + bytes, true)
  view.setUint32(header.byteLength - 4, bytes, true)
  const file = await openFile(path, 'w')
  await file.write(header)
  for (let minute = 0; minute < minutes; minute += 1) await file.write(minuteOf(minute))
  await file.close()
}

function minuteOf(minute: number): Int16Array {
  const notes = [220, 262, 330, 392, 440, 523, 659, 784]
  let state = minute + 1
  return Int16Array.from({ length: 60 * sampleRate }, (_, index) => {
    const second = Math.floor(index / sampleRate)
    const time = (index % sampleRate) / sampleRate
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const high = 0.25 * Math.exp(-2 * time) * Math.sin(2 * Math.PI * notes[second % 8] * time)
    const low = 0.2 * Math.exp(-time) * Math.sin(Math.PI * notes[(3 * second + minute) % 8] * time)
    return 32_767 * (high + low + 0.02 * (state / 2 ** 32 - 0.5))
  })
}
