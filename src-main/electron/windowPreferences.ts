/**
 * What every window may do: as little as a page needs. `devTools` and the preload's path are the factory's to add; nothing else is
 * ever added or changed (windows.ts).
 */
export const windowPreferences = Object.freeze({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const)
