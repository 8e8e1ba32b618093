import { existsSync } from 'node:fs'

const systemPath = '/usr/bin/chromium'

/** The Chromium to use; undefined: the one that Playwright has downloaded. */
export function chromiumPath(): string | undefined {
  return process.env.CHROMIUM_PATH ?? (existsSync(systemPath) ? systemPath : undefined)
}
