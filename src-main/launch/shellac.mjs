#!/usr/bin/env node
/** The command `shellac`: makes the working tree ready, then runs the command line in this process. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureReady, projectRoot } from './ensureReady.mjs'

try {
  await ensureReady()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(40)
}
await import(pathToFileURL(join(projectRoot, 'out', 'main', 'cli.js')).href)
