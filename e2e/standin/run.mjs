/**
 * Does what Electron does with the entry of an app: evaluates it, then says "ready". Run by driver.mjs:
 * `node --import ./register.mjs run.mjs <entry> [words]`, with an IPC channel to the test.
 */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sayReady } from './app.mjs'
import { listenToTest } from './control.mjs'

const [executable, , entryWord, ...words] = process.argv
const entry = resolve(entryWord)
const patience = Number(process.env.STANDIN_PATIENCE ?? 20_000)

/** As the runtime would: the program, the app, what follows. */
process.argv = [executable, resolve(entry, '..', '..', '..'), ...words]
Object.defineProperty(process.versions, 'electron', { value: 'stand-in' })

const stuck = setTimeout(() => {
  console.error(
    'stand-in: the main module has not been evaluated; Electron says "ready" only after that (a top-level await?)',
  )
  process.exit(86)
}, patience)
listenToTest()
await import(pathToFileURL(entry).href)
clearTimeout(stuck)
sayReady()
