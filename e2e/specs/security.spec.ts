/** What a page that was broken into could not do. That normal use violates nothing is checked at the end of every test. */
import type { Page } from '@playwright/test'
import { open } from '../steps/document'
import { writeTruth } from '../steps/recordings'
import { expect, test } from '../test'

type Injection = () => void

/** What the browser says when it keeps to the policy. */
const refusals = /^violation: |Content Security Policy|'Trusted\w+' assignment/

/** Each sets `window.isBroken` if it works. */
const injections: Readonly<Record<string, Injection>> = {
  'an inline script': () => {
    const script = document.createElement('script')
    const assigned = script as unknown as { text: string }
    assigned.text = 'window.isBroken = true'
    document.body.append(script)
  },
  'text that is evaluated': () => {
    // In a task of the page's own: what is called from outside may evaluate.
    setTimeout(() => void globalThis.eval('window.isBroken = true'))
  },
  'markup with a handler': () => {
    const host = document.createElement('div')
    document.body.append(host)
    host.innerHTML = '<img src="/none.png" onerror="window.isBroken = true">'
  },
  'an image of another host': () => {
    const image = new Image()
    image.onload = () => void ((window as unknown as { isBroken: boolean }).isBroken = true)
    image.src = 'https://attacker.example/pixel.png'
  },
  'a worker by a text': () => {
    const worker = new Worker('/assets/worker.js')
    worker.onmessage = () => void ((window as unknown as { isBroken: boolean }).isBroken = true)
  },
  'a script of a blob': () => {
    const script = document.createElement('script')
    const source = new Blob(['window.isBroken = true'], { type: 'text/javascript' })
    script.src = URL.createObjectURL(source)
    document.body.append(script)
  },
}

/** An error that it throws is as good as any refusal. */
async function plant(page: Page, injection: Injection): Promise<void> {
  await page.evaluate(injection).catch(() => undefined)
}

for (const [name, injection] of Object.entries(injections)) {
  test(`${name} is blocked and reported`, async ({ app, workshop }) => {
    const { page } = app
    await expect(page.getByRole('region', { name: 'Welcome' })).toBeVisible()
    workshop.watch.forgive(refusals)
    await plant(page, injection)
    await expect.poll(() => workshop.watch.seen().join('\n')).toContain('violation:')
    expect(await page.evaluate(() => 'isBroken' in window)).toBe(false)
  })
}

test('a window without the sandbox of the system says so', async ({ workshop }, { project }) => {
  test.skip(project.name === 'browser', 'a browser sees to its own')
  const { page, clickMenu } = await workshop.launch({ files: ['--no-sandbox'] })
  await expect(page.getByText('This window runs without a sandbox')).toBeVisible()
  await expect(page.getByText('It was started with --no-sandbox')).toBeVisible()
  await clickMenu('Help', 'About Shellac')
  await expect(page.getByRole('definition').filter({ hasText: 'This window has none.' })).toBeVisible()
})

test('the page is isolated and reaches no other host', async ({ app, workshop }) => {
  const { page } = app
  await expect(page.getByRole('region', { name: 'Welcome' })).toBeVisible()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  workshop.watch.forgive(refusals)
  const answer = await page.evaluate(() => fetch('https://attacker.example/').then(String, String))
  expect(answer).toContain('TypeError')
  expect(workshop.watch.seen().join('\n')).toContain('connect-src')
})

test('neither code nor token stands in an address, the history or a referrer', async ({ app, workshop }) => {
  test.skip(app.shell !== 'browser', 'only a page in a browser has a token')
  const { page } = app
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  await open(app, (await writeTruth(workshop.folder)).path)
  const token = await page.evaluate(() => sessionStorage.getItem('token'))
  expect(token).toMatch(/^[0-9a-f]{64}$/)
  const session = await page.context().newCDPSession(page)
  const { entries } = await session.send('Page.getNavigationHistory')
  const places = [page.url(), ...entries.map(({ url }) => url), ...requests]
  expect(requests.length).toBeGreaterThan(0)
  for (const place of places) {
    expect(place).not.toContain('code=')
    expect(place).not.toContain(token)
  }
})

test('a code opens the page once', async ({ app, chromiumBrowser }) => {
  test.skip(app.shell !== 'browser', 'only a page in a browser has a code')
  await expect(app.page.getByRole('region', { name: 'Welcome' })).toBeVisible()
  const stranger = await (await chromiumBrowser.newContext()).newPage()
  await stranger.goto(app.page.url())
  await expect(stranger.getByText('This page is not connected to Shellac')).toBeVisible()
  await stranger.context().close()
})
