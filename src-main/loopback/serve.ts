/** The program of `shellac serve`: see serveApp.ts. */
import { errorKinds, ShellacError } from '@core/contract/errors'
import { version } from '../../package.json'
import { builtFile } from '../engine/builtFile'
import { spawnChild } from '../services/engine/spawnChild'
import { endInSpiteOfHungCalls } from '../services/files/patience'
import { appDataFolder } from '../services/page/appDataFolder'
import { demoFile } from '../services/page/demoFile'
import { canOpenBrowser, openBrowser } from './browser'
import { serveApp } from './serveApp'
import { parseServeOptions, serveHelp } from './serveOptions'

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

async function main(words: readonly string[]): Promise<number> {
  try {
    const options = parseServeOptions(words)
    if (options.help) say(serveHelp)
    else await serveApp(options, worldOfThisProcess())
    return 0
  } catch (error) {
    return report(error)
  }
}

function worldOfThisProcess(): Parameters<typeof serveApp>[1] {
  return {
    version,
    pageFolder: builtFile('renderer'),
    demoFile: demoFile(),
    dataFolder: appDataFolder(),
    spawn: spawnChild,
    openBrowser: canOpenBrowser(process.env, process.platform) ? openBrowser : null,
    say,
    isInteractive: process.stdin.isTTY,
    onEnter,
    onInterrupt,
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What comes through a pipe is no person's Enter and stays unread. */
function onEnter(listener: () => void): () => void {
  if (!process.stdin.isTTY) return () => undefined
  process.stdin.on('data', listener)
  return () => {
    process.stdin.off('data', listener)
    process.stdin.pause()
  }
}

/** Once only: who asks again, while it is ending, gets the system's way. */
function onInterrupt(listener: () => void): () => void {
  for (const signal of endingSignals) process.once(signal, listener)
  return () => {
    for (const signal of endingSignals) process.off(signal, listener)
  }
}

function report(error: unknown): number {
  const known =
    error instanceof ShellacError
      ? error
      : new ShellacError('internal', error instanceof Error ? error.message : String(error))
  const { advice, exitCode } = errorKinds[known.code]
  process.stderr.write(`shellac: ${known.message}\n${advice}\n`)
  return exitCode
}

// Whoever read the address may go before the server does.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
process.exitCode = await main(process.argv.slice(2))
endInSpiteOfHungCalls()
