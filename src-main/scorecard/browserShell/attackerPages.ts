/** Pages of an attacker in a real Chromium: of another port, of another site, and under a name that leads to our own address. */
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from '@playwright/test'
import { attackScript } from './attackScript'

export interface Attacker {
  readonly port: number
  /** Referer headers of all requests that came. */
  readonly referers: readonly string[]
  close(): void
}

/** A server of empty pages that takes whatever comes. */
export async function startAttacker(): Promise<Attacker> {
  const referers: string[] = []
  const server: Server = createServer((request, response) => {
    referers.push(request.headers.referer ?? '')
    response.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' })
    response.end('<!doctype html><title>Attacker</title><body></body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    referers,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const systemChromium = '/usr/bin/chromium'

/** For which `evil.test` is this machine, as after a rebinding of its name. */
export function openBrowser(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? (existsSync(systemChromium) ? systemChromium : undefined)
  const args = ['--host-resolver-rules=MAP evil.test 127.0.0.1']
  return chromium.launch({ args, ...(path === undefined ? {} : { executablePath: path }) })
}

export interface AttackFigures {
  readonly attacks: number
  readonly succeeded: readonly string[]
}

/** Tries everything that a page can do to reach another origin. @param token the true one, as if it had been stolen */
export async function attackFrom(page: Page, target: string, token: string): Promise<AttackFigures> {
  const results = await page.evaluate<AttackResult[]>(
    `(${attackScript})(${JSON.stringify({ target, token })})`,
  )
  return {
    attacks: results.length,
    succeeded: results.filter(({ isThrough }) => isThrough).map(({ name }) => name),
  }
}

interface AttackResult {
  readonly name: string
  /** Bytes came back, or a connection stood. */
  readonly isThrough: boolean
}
