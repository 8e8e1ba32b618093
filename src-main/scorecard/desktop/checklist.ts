/** The 20 items of Electron's security checklist, each held against the configuration that the shell runs with. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { devDependencies } from '../../../package.json'
import { appOrigin, appScheme, appSchemePrivileges } from '../../electron/appAddress'
import { appHeaders } from '../../electron/appScheme'
import { electronFuses } from '../../electron/fuses.mjs'
import { openableUrls } from '../../electron/security'
import { refuseSender } from '../../electron/senderCheck'
import { windowPreferences } from '../../electron/windowPreferences'
import { foreignUrls } from '../attacks/foreignUrls'
import { forgedMessages, ownWindow } from '../attacks/forgedMessages'
import { projectRoot } from '../projectRoot'
import { electronSupport } from './electronSupport'
import { ruledContents, ruledSession } from './fakeElectron'

export interface ChecklistItem {
  readonly item: string
  readonly isMet: boolean
}

const preferences: Readonly<Record<string, unknown>> = windowPreferences
const policy = appHeaders['Content-Security-Policy']

/** @param now the day on which the age of Electron is judged */
export async function checkList(now: Date): Promise<readonly ChecklistItem[]> {
  const main = await readFile(join(projectRoot, 'src-main/electron/main.ts'), 'utf8')
  const preload = await readFile(join(projectRoot, 'src-main/electron/preload.ts'), 'utf8')
  const session = ruledSession()
  const contents = ruledContents()
  const isLeft = ['will-navigate', 'will-frame-navigate', 'will-redirect'].some((event) =>
    contents.leaves(event, 'https://evil.example/'),
  )
  const api = preload.slice(preload.indexOf('const api'))
  const exposed = [...api.matchAll(/^ {2}(?:async )?(\w+)[(:]/gm)].map(([, name]) => name)
  const live = new Set([ownWindow])
  const items: readonly (readonly [string, boolean])[] = [
    ['only secure content', appSchemePrivileges.secure && !session.lets('http://a.example/')],
    ['no Node in pages', noneOf('nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames')],
    ['context isolation', preferences.contextIsolation === true],
    ['sandboxed processes', preferences.sandbox === true && main.includes('app.enableSandbox()')],
    ['permissions are asked for', !session.grants('media') && !session.grantsDevice()],
    ['web security on', preferences.webSecurity === true],
    [
      'a content security policy',
      policy.startsWith("default-src 'none'") && !policy.includes('unsafe-inline'),
    ],
    ['no insecure content', noneOf('allowRunningInsecureContent')],
    ['no experimental features', !('experimentalFeatures' in preferences)],
    ['no Blink features', !('enableBlinkFeatures' in preferences)],
    ['no popups of webviews', noneOf('webviewTag')],
    ['options of webviews are checked', !contents.leaves('will-attach-webview', appOrigin)],
    ['navigation is limited', !isLeft],
    ['new windows are limited', !contents.opensWindow(`${appOrigin}/`)],
    ['the system opens listed addresses only', !foreignUrls.some((url) => openableUrls.has(url as string))],
    ['a current Electron', electronSupport(devDependencies.electron, now).isSupported],
    [
      'senders are checked',
      Object.values(forgedMessages).every((event) => refuseSender(event, live) !== null),
    ],
    ['a scheme of its own, not file:', appScheme === 'app' && !('bypassCSP' in appSchemePrivileges)],
    ['fuses are chosen', !electronFuses.runAsNode && electronFuses.onlyLoadAppFromAsar],
    ['no Electron for pages', exposed.join() === 'connect,takeFile'],
  ]
  return items.map(([item, isMet]) => ({ item, isMet }))
}

function noneOf(...names: readonly string[]): boolean {
  return names.every((name) => preferences[name] === false)
}
