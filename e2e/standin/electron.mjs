/**
 * What `import ... from 'electron'` gives the app's main process under the stand-in. What is missing here fails when the app is
 * loaded, by name.
 */
export { app } from './app.mjs'
export { dialog, Menu, nativeTheme, powerSaveBlocker, screen, shell } from './native.mjs'
export { MessageChannelMain, MessagePortMain } from './ports.mjs'
export { protocol, session } from './scheme.mjs'
export { utilityProcess } from './utility.mjs'
export { BrowserWindow, ipcMain } from './windows.mjs'
