import { expect, it } from 'vitest'
import { appSchemePrivileges } from './appAddress'
import { windowPreferences } from './windowPreferences'

it('a window has no power of its own', () => {
  expect(windowPreferences).toEqual({
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
  })
  expect(Object.isFrozen(windowPreferences)).toBe(true)
})

it('the scheme of the page is a secure origin under its content security policy', () => {
  expect(appSchemePrivileges).toEqual({
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    codeCache: true,
  })
  expect(Object.isFrozen(appSchemePrivileges)).toBe(true)
})
