#!/usr/bin/env node
/**
 * The command `shellac`: makes the working tree ready, then runs in this process what was asked for: `shellac serve` has a program of
 * its own, all other commands are those of the command line.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureReady, projectRoot } from './ensureReady.mjs'
import { programFor } from './program.mjs'

try {
  await ensureReady()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(40)
}
const [node, , ...words] = process.argv
const { program, parameters } = programFor(words)
const path = join(projectRoot, 'out', 'main', program)
process.argv = [node, path, ...parameters]
await import(pathToFileURL(path).href)
