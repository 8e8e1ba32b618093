/** Where the app keeps what outlasts a run, such as the list of recent files. */
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

export interface DataFolderFacts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly home: string
}

const here: DataFolderFacts = { environment: process.env, platform: process.platform, home: homedir() }

/** SHELLAC_DATA, or the place this system has for it. The folder need not be there yet. */
export function appDataFolder({ environment, platform, home }: DataFolderFacts = here): string {
  const { SHELLAC_DATA: chosen, APPDATA: roaming, XDG_CONFIG_HOME: config } = environment
  if (chosen) return chosen
  if (platform === 'win32') return win32.join(roaming ?? win32.join(home, 'AppData', 'Roaming'), 'Shellac')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Shellac')
  // The rule of that variable: what is no absolute path counts as unset.
  const folder = config && posix.isAbsolute(config) ? config : posix.join(home, '.config')
  return posix.join(folder, 'shellac')
}
