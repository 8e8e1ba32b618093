import type { PreloadApi } from '@core/contract/preload'
import { openElectronShell } from './electronShell'
import { openLoopbackShell } from './loopbackShell'
import type { Shell } from './shell'

/**
 * The program around this page, whichever it is.
 * @throws NotAdmittedError in a browser that Shellac has not opened, ShellacError 'engine-crashed' when the host does not answer
 */
export function openShell(): Promise<Shell> {
  if ('shellac' in window) return openElectronShell(window.shellac as PreloadApi<File>)
  return openLoopbackShell()
}
