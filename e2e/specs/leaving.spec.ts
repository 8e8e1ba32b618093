/** What a page that was broken into could try to get out: to lead the window elsewhere, to open others, to be granted something. */
import type { Page } from '@playwright/test'
import { expect, test } from '../test'

const address = 'https://attacker.example/'

interface Attempt {
  /** Done in the page, with the address of an attacker. */
  readonly act: (address: string) => void
  /** What is seen when it is refused: of the page's console and policy, or that a navigation failed. */
  readonly refusal: RegExp
}

const attempts: Readonly<Record<string, Attempt>> = {
  'a form that asks': {
    act: (action) => {
      const form = Object.assign(document.createElement('form'), { method: 'get', action })
      document.body.append(form)
      form.submit()
    },
    refusal: /violation: form-action/,
  },
  'a form that sends': {
    act: (action) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action })
      document.body.append(form)
      form.submit()
    },
    refusal: /violation: form-action/,
  },
  'a form into a new window': {
    act: (action) => {
      const form = Object.assign(document.createElement('form'), { action, target: '_blank' })
      document.body.append(form)
      form.submit()
    },
    refusal: /violation: form-action/,
  },
  'a frame': {
    act: (src) => document.body.append(Object.assign(document.createElement('iframe'), { src })),
    refusal: /violation: frame-src/,
  },
  'a frame of markup': {
    act: () => {
      const frame = document.createElement('iframe')
      setTimeout(() => (frame.srcdoc = '<script>parent.isBroken = true</script>'))
      document.body.append(frame)
    },
    refusal: /violation: require-trusted-types-for/,
  },
  'an object': {
    act: (data) => {
      const object = document.createElement('object')
      setTimeout(() => (object.data = data))
      document.body.append(object)
    },
    refusal: /violation: require-trusted-types-for/,
  },
  'an embedded page': {
    act: (src) => {
      const embedded = document.createElement('embed')
      setTimeout(() => (embedded.src = src))
      document.body.append(embedded)
    },
    refusal: /violation: require-trusted-types-for/,
  },
  'another base for links': {
    act: (href) => document.head.append(Object.assign(document.createElement('base'), { href })),
    refusal: /violation: base-uri/,
  },
  'a link that is a script': {
    act: () => {
      const link = Object.assign(document.createElement('a'), { href: 'javascript:window.isBroken=true' })
      document.body.append(link)
      link.click()
    },
    refusal: /violation: (require-trusted-types-for|script-src)/,
  },
  'a page of data': {
    act: () => {
      const link = Object.assign(document.createElement('a'), { href: 'data:text/html,x' })
      document.body.append(link)
      link.click()
    },
    refusal: /Not allowed to navigate top frame to data URL/,
  },
}

/** Nothing in a browser keeps a page from going elsewhere; in the desktop shell everything does. */
const desktopAttempts: Readonly<Record<string, Attempt['act']>> = {
  'a link': (href) => {
    const link = Object.assign(document.createElement('a'), { href })
    document.body.append(link)
    link.click()
  },
  'a link into a new window': (href) => {
    const link = Object.assign(document.createElement('a'), { href, target: '_blank' })
    document.body.append(link)
    link.click()
  },
  'another location': (url) => void (location.href = url),
  'another location in its place': (url) => location.replace(url),
  'a page that refreshes itself elsewhere': (url) => {
    const refresh = Object.assign(document.createElement('meta'), { content: `0;url=${url}` })
    refresh.httpEquiv = 'refresh'
    document.head.append(refresh)
  },
  'another page of its own scheme': () => void (location.href = `${location.origin}/none`),
  'a new window': (url) => void window.open(url),
}

/** An attempt, and what became of it, for whoever counts them. */
function note(name: string): void {
  test.info().annotations.push({ type: 'S4 blocked', description: name })
}

/** Sees to it that another document would be noticed. */
async function mark(page: Page): Promise<string> {
  await expect(page.getByRole('region', { name: 'Welcome' })).toBeVisible()
  await page.evaluate(() => Object.assign(window, { isMarked: true }))
  return page.url()
}

/** Not by locators: they wait for navigations that were refused. */
async function expectHere(page: Page, before: string): Promise<void> {
  expect(page.url()).toBe(before)
  expect(await page.evaluate(() => ['isMarked' in window, 'isBroken' in window])).toEqual([true, false])
}

test('the page is not led out by forms, frames and scripts', async ({ app, workshop }) => {
  const { page } = app
  const before = await mark(page)
  workshop.watch.forgive(
    /^violation: |Content Security Policy|'Trusted\w+' assignment|javascript URL|to data URL/,
  )
  for (const [name, { act, refusal }] of Object.entries(attempts)) {
    const seen = workshop.watch.seen().length
    await page.evaluate(act, address)
    await expect.poll(() => workshop.watch.seen().slice(seen).join('\n'), name).toMatch(refusal)
    await expectHere(page, before)
    note(name)
  }
})

test('the window does not leave the app and opens no others', async ({ app, workshop }) => {
  test.skip(app.shell === 'browser', 'a browser lets every page go elsewhere')
  const { page } = app
  const before = await mark(page)
  workshop.watch.forgive(/Failed to load resource/)
  for (const [name, act] of Object.entries(desktopAttempts)) {
    const refused = page.context().waitForEvent('requestfailed')
    await page.evaluate(act, address)
    await refused
    await expectHere(page, before)
    await expect.poll(() => page.context().pages().length, name).toBe(1)
    note(name)
  }
})

type Wish = () => Promise<unknown>

/** By the name of the feature: what asks for it, and gives it or rejects. */
const wishes: Readonly<Record<string, Wish>> = {
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  'display-capture': () => navigator.mediaDevices.getDisplayMedia(),
  geolocation: () =>
    new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
  midi: () => navigator.requestMIDIAccess({ sysex: true }),
  'clipboard-read': () => navigator.clipboard.readText(),
  'screen-wake-lock': () => navigator.wakeLock.request('screen'),
  'encrypted-media': () => {
    const audioCapabilities = [{ contentType: 'audio/webm;codecs=opus' }]
    return navigator.requestMediaKeySystemAccess('org.w3.clearkey', [
      { initDataTypes: ['webm'], audioCapabilities },
    ])
  },
  fullscreen: () => document.documentElement.requestFullscreen(),
  hid: () => (navigator as unknown as { hid: { getDevices: Wish } }).hid.getDevices(),
  usb: () => (navigator as unknown as { usb: { getDevices: Wish } }).usb.getDevices(),
  serial: () => (navigator as unknown as { serial: { getPorts: Wish } }).serial.getPorts(),
  'local-fonts': () => (window as unknown as { queryLocalFonts: Wish }).queryLocalFonts(),
  'window-management': () => (window as unknown as { getScreenDetails: Wish }).getScreenDetails(),
}

/** Of those that a browser can be told to grant. */
const grants = ['microphone', 'camera', 'geolocation', 'midi', 'midi-sysex', 'clipboard-read', 'local-fonts']

/** What the document is allowed, as Chromium tells it. */
function allows(feature: string): boolean {
  const { featurePolicy } = document as unknown as {
    featurePolicy: { allowsFeature(name: string): boolean }
  }
  return featurePolicy.allowsFeature(feature)
}

test('a page in a browser is granted nothing, whatever the person has granted', async ({ app, workshop }) => {
  test.skip(
    app.shell !== 'browser',
    'the desktop shell refuses in its session: src-main/electron/security.test.ts',
  )
  const { page } = app
  await mark(page)
  workshop.watch.forgive(/[Pp]ermissions policy/)
  await page.context().grantPermissions([...grants, 'screen-wake-lock'])
  for (const [feature, wish] of Object.entries(wishes)) {
    expect(await page.evaluate(allows, feature), feature).toBe(false)
    await expect(page.evaluate(wish), feature).rejects.toThrow()
    note(feature)
  }
  // That it tells the truth: what the page needs is allowed.
  for (const feature of ['clipboard-write', 'autoplay'])
    expect(await page.evaluate(allows, feature)).toBe(true)
})
