import { expect, it } from 'vitest'
import { attackFrom, openBrowser, startAttacker } from './attackerPages'
import { browserShellSection } from './browserShellSection'

it(
  'the browser shell stands every attack of pages, sockets and other users',
  { timeout: 180_000 },
  async () => {
    const rows = await browserShellSection.measure({
      isShort: true,
      seed: 1,
      folder: '',
      say: () => undefined,
    })
    expect(rows.filter(({ outcome }) => outcome === 'not met')).toEqual([])
    expect(rows.length).toBeGreaterThan(0)
  },
)

it('the same attacks get through to a server that does not defend itself', async () => {
  const [attacker, browser] = await Promise.all([startAttacker(), openBrowser()])
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${attacker.port}/`)
  const { attacks, succeeded } = await attackFrom(page, `127.0.0.1:${attacker.port}`, 'token')
  await browser.close()
  attacker.close()
  expect(succeeded.length).toBeGreaterThan(attacks / 2)
})
