/** `shellac serve` from start to end, with the world around it given. */
import { homedir } from 'node:os'
import { startEngineHost, type EngineProcess } from '../services/engineHost'
import { startLoopback, type Loopback, type LoopbackSettings } from './server'
import { existingPath, type ServeOptions } from './serveOptions'

/** Long enough to go and open a browser on the address. */
const personMilliseconds = 10 * 60_000

export interface ServeWorld extends Pick<
  LoopbackSettings,
  'version' | 'pageFolder' | 'demoFile' | 'dataFolder' | 'temporaryFolder' | 'clock'
> {
  readonly spawn: () => EngineProcess
  /** Opens the file of a page in the browser; null where there is none. */
  readonly openBrowser: ((file: string) => void) | null
  /** Prints one line. */
  readonly say: (line: string) => void
  /** Whether a person can press Enter. */
  readonly isInteractive: boolean
  /** Calls at each Enter, and returns how to stop listening. */
  readonly onEnter: (listener: () => void) => () => void
  /** Calls when the person or the system wants an end, and returns how to stop listening. */
  readonly onInterrupt: (listener: () => void) => () => void
}

/**
 * Serves until it is interrupted, or until its last page has gone and nothing runs; nothing is left running or lying about.
 * @throws ShellacError for a file or folder that is not there
 */
export async function serveApp(options: ServeOptions, world: ServeWorld): Promise<void> {
  const openBrowser = options.open ? world.openBrowser : null
  const engine = startEngineHost({ spawn: world.spawn })
  const loopback = await startLoopback({
    ...world,
    engine,
    roots: await Promise.all(
      (options.roots.length > 0 ? options.roots : [homedir()]).map((root) => existingPath(root, 'folder')),
    ),
    openings: options.file === undefined ? [] : [await existingPath(options.file, 'file')],
    ...(openBrowser ? {} : { entranceMilliseconds: personMilliseconds }),
  })
  const stopListening = [
    world.onInterrupt(() => void loopback.close()),
    world.onEnter(() => void sayNewAddress(loopback, world)),
  ]
  if (openBrowser) openBrowser(loopback.entrance.redirectFile)
  world.say(openBrowser ? sentenceWhenOpened(loopback, world) : sentenceToOpen(loopback, world))
  await loopback.ended
  for (const stop of stopListening) stop()
  await engine.close()
}

function sentenceWhenOpened({ url }: Loopback, { isInteractive }: ServeWorld): string {
  const byHand = isInteractive ? '; if no page appears, press Enter for an address to open by hand' : ''
  return `Shellac opens in the browser (${url})${byHand}. Ctrl-C ends it.`
}

function sentenceToOpen({ entrance }: Loopback, { isInteractive }: ServeWorld): string {
  const more = isInteractive ? '; press Enter for another' : ''
  return `Shellac: open ${entrance.address} in the browser (good once, for ten minutes${more}). Ctrl-C ends it.`
}

async function sayNewAddress(loopback: Loopback, { say }: ServeWorld): Promise<void> {
  const { address } = await loopback.newEntrance()
  say(`${address} (good once)`)
}
