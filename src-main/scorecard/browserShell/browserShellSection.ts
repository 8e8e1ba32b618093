import { readdirSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { attackFrom, openBrowser, startAttacker, type Attacker } from './attackerPages'
import { tryAsOtherUser } from './otherUser'
import { pagelessRow } from './pagelessRow'
import {
  exhaust,
  foreignHosts,
  headersEverywhere,
  matrix,
  otherAddresses,
  traversals,
  type Score,
} from './rawAttacks'
import { rawRequest, sendRaw, statusOf } from './rawHttp'
import { startServedApp, type ServedApp } from './servedApp'

/** Promises L1 to L10. */
export const browserShellSection: Section = {
  letter: 'L',
  title: 'Browser shell',
  about:
    '`shellac serve` runs as a process of its own and is attacked from pages in a real Chromium, by raw sockets and as another user of the machine.',
  async measure(effort) {
    const [app, attacker, browser] = await Promise.all([startServedApp(), startAttacker(), openBrowser()])
    try {
      return await attack({ app, attacker, browser, effort })
    } finally {
      await browser.close()
      attacker.close()
      await app.close()
    }
  },
}

interface Scene {
  readonly app: ServedApp
  readonly attacker: Attacker
  readonly browser: Browser
  readonly effort: Effort
}

async function attack(scene: Scene): Promise<Row[]> {
  const { app, browser, effort } = scene
  const page = await browser.newPage()
  await page.goto(`http://${app.host}/#code=${app.code}`)
  const token = await tokenOf(page)
  const rows = [
    scoreRow('L1', 'It listens on 127.0.0.1 only, on a port of its own.', {
      tried: 'the other addresses of this machine',
      word: 'refused',
      ...(await otherAddresses(app)),
    }),
    scoreRow('L2', 'Only its own address as Host is served.', {
      tried: 'raw Host values at four routes: missing, doubled, other ports, names, spellings of the address',
      word: 'refused',
      ...(await foreignHosts(app)),
    }),
    ...(await pageRows(scene, token)),
    scoreRow('L4', 'Only requests of its own page, of the right form, are served.', {
      tried: '4 sites x 5 methods x 4 content types, each with the right token',
      word: 'as expected',
      ...(await matrix(app, token)),
    }),
    await secrecyRow(scene, page, token),
    scoreRow('L6', 'No path from outside reaches the file system.', {
      tried: 'raw targets at four places, each with the right token; links lead out of the root',
      word: 'refused',
      ...(await traversals(app, token)),
    }),
    await otherUserRow(app),
    scoreRow('L8', 'Every answer has the headers, and none lets other origins read it.', {
      tried: 'every route, refusals, broken requests, upgrades',
      word: 'with all headers',
      ...(await headersEverywhere(app, token)),
    }),
    await exhaustionRow(app, token, effort),
    await pagelessRow(effort),
  ]
  return rows
}

async function tokenOf(page: Page): Promise<string> {
  // The page's policy lets nothing evaluate a condition in it again and again, so it is asked from here.
  for (let look = 0; look < 200; look++) {
    const token = await page.evaluate<string | null>(`sessionStorage.getItem('token')`)
    if (token !== null) return token
    await page.waitForTimeout(50)
  }
  throw new Error('The page was not admitted within ten seconds.')
}

async function pageRows({ app, attacker, browser }: Scene, token: string): Promise<Row[]> {
  const uploads = join(await app.runFolder(), 'uploads')
  const places = [
    ['a page of another port', `http://127.0.0.1:${attacker.port}/`, app.host],
    ['a page of another site', `http://evil.test:${attacker.port}/`, app.host],
    [
      'a page under a name that was bound to our address',
      `http://evil.test:${app.port}/`,
      `evil.test:${app.port}`,
    ],
  ] as const
  const rows: Row[] = []
  for (const [name, url, target] of places) {
    const page = await (await browser.newContext()).newPage()
    await page.goto(url)
    const { attacks, succeeded } = await attackFrom(page, target, token)
    const stored = (await readdir(uploads)).length
    await page.context().close()
    rows.push({
      requirement: 'L3',
      promise: 'Pages of others change nothing and learn nothing, even with a stolen token.',
      tried: `${attacks} attacks from ${name}: fetch, forms, sockets, images, frames, scripts, events`,
      figure: `${attacks - succeeded.length}/${attacks} blocked, ${stored} files stored${succeeded.map((one) => `; through: ${one}`).join('')}`,
      outcome: outcomeOf(succeeded.length === 0 && stored === 0 && attacks > 0),
    })
  }
  return rows
}

async function secrecyRow({ app, attacker }: Scene, page: Page, token: string): Promise<Row> {
  const session = await page.context().newCDPSession(page)
  const { entries } = await session.send('Page.getNavigationHistory')
  const url = page.url()
  const said = app.said()
  await page.evaluate(`void (location.href = 'http://127.0.0.1:${attacker.port}/left')`)
  await page.waitForURL(/left/)
  const places: Readonly<Record<string, string>> = {
    'the address bar': url,
    'the history': entries.map((entry) => entry.url).join(' '),
    'the list of processes': commandLines(),
    'what the server said': said.replaceAll(app.code, ''),
    'a referrer': attacker.referers.join(' '),
  }
  const found = Object.entries(places).filter(([, text]) => text.includes(token) || text.includes(app.code))
  const again = rawRequest({
    ...{ method: 'POST', target: '/session' },
    headers: [`Host: ${app.host}`, 'Content-Type: application/json'],
    body: JSON.stringify({ code: app.code }),
  })
  const isSpent = statusOf(await sendRaw(app.port, again)) === 403
  return {
    requirement: 'L5',
    promise: 'Token and code stand nowhere that others can look; a code is good once.',
    tried: Object.keys(places).join(', '),
    figure: `found in ${found.length} places${found.map(([name]) => `: ${name}`).join('')}; a second use of the code ${isSpent ? 'refused' : 'served'}`,
    outcome: outcomeOf(found.length === 0 && isSpent),
  }
}

/** Of all processes that this user can see; '' where the system keeps no such list as files. */
function commandLines(): string {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => readCommandLine(name))
      .join('\n')
  } catch {
    return ''
  }
}

function readCommandLine(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

async function otherUserRow(app: ServedApp): Promise<Row> {
  const figures = await tryAsOtherUser(app)
  const row = { requirement: 'L7', promise: 'Other users of the machine get nothing.' }
  if (figures === null) {
    const figure = 'needs the rights to become another user (root)'
    return { ...row, tried: 'nothing', figure, outcome: 'not tried' }
  }
  const { tries, succeeded } = figures
  return {
    ...row,
    tried: 'as another user: the runtime folder, the redirect file, every route without token, a socket',
    figure: `${tries - succeeded.length}/${tries} refused${succeeded.map((one) => `; ${one}`).join('')}`,
    outcome: outcomeOf(succeeded.length === 0),
  }
}

async function exhaustionRow(app: ServedApp, token: string, { isShort }: Effort): Promise<Row> {
  const found = await exhaust(app, token, isShort ? 500 : 5000)
  const { sockets, growth, recovery, isAnswered, refusesBody, refusesSlow } = found
  const words = [
    `${growth} MB more`,
    isAnswered ? `an honest request answered ${recovery} ms after` : 'no answer afterwards',
    `the body ${refusesBody ? 'refused' : 'taken'}`,
    `the slow headers ${refusesSlow ? 'given up' : 'waited for'}`,
  ]
  return {
    requirement: 'L9',
    promise: 'A stuck or hostile client does not exhaust the server.',
    tried: `${sockets} silent sockets, headers that never end, a body of 10 GB announced`,
    figure: words.join(', '),
    outcome: outcomeOf(isAnswered && refusesBody && refusesSlow && growth <= mostGrowth),
  }
}

/** Mebibytes that silent sockets may cost. */
const mostGrowth = 64

interface Tried extends Score {
  readonly tried: string
  readonly word: string
}

function scoreRow(requirement: string, promise: string, { tried, word, good, all }: Tried): Row {
  return {
    requirement,
    promise,
    tried,
    figure: `${good}/${all} ${word}`,
    outcome: outcomeOf(good === all && all > 0),
  }
}
