import type { AppParts } from '../app.svelte'
import { saveDiagnostics } from '../diagnostics'
import { always, type Commands } from './command'

/** The window itself, whatever is open in it. */
export function windowCommands(parts: AppParts) {
  const { view, dialogs } = parts
  return {
    'theme-system': { isEnabled: always, run: () => view.setTheme('system') },
    'theme-dark': { isEnabled: always, run: () => view.setTheme('dark') },
    'theme-light': { isEnabled: always, run: () => view.setTheme('light') },
    'command-palette': { isEnabled: always, run: () => (dialogs.shown = 'command-palette') },
    'key-sheet': { isEnabled: always, run: () => (dialogs.shown = 'key-sheet') },
    'save-diagnostics': { isEnabled: always, run: () => void saveDiagnostics(parts) },
    about: { isEnabled: always, run: () => (dialogs.shown = 'about') },
  } satisfies Partial<Commands>
}
