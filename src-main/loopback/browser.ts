/** The person's browser. */
import { spawn } from 'node:child_process'

/** Whether there is a screen to open it on, and a person before it. */
export function canOpenBrowser(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
): boolean {
  if (environment.CI) return false
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(environment.DISPLAY ?? environment.WAYLAND_DISPLAY)
}

/** The system's own program that opens a page's file. */
export function browserCommand(platform: string): string {
  if (platform === 'win32') return 'explorer.exe'
  return platform === 'darwin' ? 'open' : 'xdg-open'
}

/** Opens the file of a page, on its own and whatever comes of it: the terminal offers another way in. */
export function openBrowser(file: string): void {
  const child = spawn(browserCommand(process.platform), [file], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}
