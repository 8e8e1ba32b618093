/** Whether pages run in the sandbox of the system: a start without it is never silent, and can be forbidden. */
import { ShellacError } from '@core/contract/errors'

/** How the app was started. */
export interface Start {
  readonly hasSwitch: (name: string) => boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Each takes the sandbox, or a layer of it, away from every page. */
const weakeningSwitches = [
  'no-sandbox',
  'single-process',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
]
const weakeningVariable = 'ELECTRON_DISABLE_SANDBOX'
/** Set to anything, the app does not start without a sandbox. */
const requiringVariable = 'SHELLAC_REQUIRE_SANDBOX'

/**
 * Why pages run without the sandbox, as a sentence for the person; null when nothing says that they do. An AppImage starts itself with
 * --no-sandbox where the system lets it set up none.
 */
export function sandboxLack({ hasSwitch, environment }: Start): string | null {
  const found = weakeningSwitches.find(hasSwitch)
  const isByVariable = isSet(environment[weakeningVariable])
  if (found === undefined && !isByVariable) return null
  if (found === 'no-sandbox' && isSet(environment['APPIMAGE'])) {
    return 'This system lets an AppImage set up no sandbox; the packages for your system (.deb, .rpm) have one.'
  }
  const cause = found === undefined ? `the variable ${weakeningVariable}` : `--${found}`
  return `It was started with ${cause}; start it without.`
}

/** @throws ShellacError 'bad-argument' where a sandbox is required and there is none */
export function requireSandbox(lack: string | null, { environment }: Pick<Start, 'environment'>): void {
  if (lack === null || !isSet(environment[requiringVariable])) return
  throw new ShellacError(
    'bad-argument',
    `Shellac would run without the sandbox of the system, and ${requiringVariable} forbids that. ${lack}`,
  )
}

/** As Chromium and Electron take variables: '0' is a value like any other. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
