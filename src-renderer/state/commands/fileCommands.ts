import type { AppParts } from '../app.svelte'
import { chooseAndOpen, closeFile, openDemo } from '../fileActions'
import { save, saveAs } from '../saving'
import type { Commands } from './command'

export function fileCommands(parts: AppParts) {
  const { work, dialogs } = parts
  const isFree = (): boolean => work.opening === null
  const isOpen = (): boolean => work.session !== null
  const isDecomposed = (): boolean => work.project !== null
  return {
    open: { isEnabled: isFree, run: () => void chooseAndOpen(parts) },
    'open-demo': { isEnabled: isFree, run: () => void openDemo(parts) },
    'recover-work': { isEnabled: isFree, run: () => (dialogs.shown = 'recover') },
    save: { isEnabled: isDecomposed, run: () => void save(parts) },
    'save-as': { isEnabled: isDecomposed, run: () => void saveAs(parts) },
    export: { isEnabled: isDecomposed, run: () => (dialogs.shown = 'export') },
    'export-picture': { isEnabled: isOpen, run: () => (dialogs.shown = 'picture') },
    close: { isEnabled: isOpen, run: () => void closeFile(parts) },
  } satisfies Partial<Commands>
}
