/** Ways in for a person: an address with a one-use code, and a file that only this user can read and that leads to it. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressWith, redirectPage, type Admission } from './admission'

export interface Entrance {
  /** To be shown to the person only; it opens the page once, in its time. */
  readonly address: string
  /** To be given to the browser: unlike the address it may stand in the list of processes. */
  readonly redirectFile: string
}

export interface Entrances {
  create(validMilliseconds: number): Promise<Entrance>
  /** Removes the file of a code that was used. */
  spend(code: string): void
}

export interface EntranceSettings {
  readonly admission: Admission
  /** Of the front page. */
  readonly url: string
  /** The run's folder, which is its user's only. */
  readonly folder: string
}

export function createEntrances({ admission, url, folder }: EntranceSettings): Entrances {
  const files = new Map<string, string>()
  return {
    async create(validMilliseconds) {
      const code = admission.issue(validMilliseconds)
      const address = addressWith(url, code)
      const redirectFile = join(folder, `open-${files.size + 1}.html`)
      files.set(code, redirectFile)
      await writeFile(redirectFile, redirectPage(address), { mode: 0o600, flag: 'wx' })
      return { address, redirectFile }
    },
    spend(code) {
      const file = files.get(code)
      if (file !== undefined) void rm(file, { force: true })
    },
  }
}
