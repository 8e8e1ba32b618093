/** The host's methods as the shells offer them: one function each. */
import type { Progress } from '@core/contract/job'
import type {
  BrowserHostMethods,
  CommonHostMethods,
  DesktopHostMethods,
  HostMethod,
  WorkHostMethods,
} from '@core/contract/page'
import type { HostClient } from './hostClient'
import type { Shell } from './shell'

type Dialogs<Kind extends Shell['dialogs']['kind']> = Extract<Shell['dialogs'], { kind: Kind }>

const common = Object.keys({
  hello: true,
  jobs: true,
  attach: true,
  forget: true,
  keepWork: true,
  findWork: true,
  recoverableWork: true,
  recoverWork: true,
  whoHasOpen: true,
  forgetWork: true,
  recentFiles: true,
  forgetRecentFiles: true,
  takeOpenings: true,
  demo: true,
  saveDiagnostics: true,
} satisfies Record<keyof (CommonHostMethods & WorkHostMethods), true>) as HostMethod[]

const desktop = Object.keys({
  openDialog: true,
  saveDialog: true,
  showInFolder: true,
  describePage: true,
  answerCloseWish: true,
} satisfies Record<keyof DesktopHostMethods, true>) as HostMethod[]

const browser = Object.keys({
  listFolder: true,
  chooseTarget: true,
  downloads: true,
} satisfies Record<keyof BrowserHostMethods, true>) as HostMethod[]

function methodsOf(client: HostClient, names: readonly HostMethod[]): unknown {
  return Object.fromEntries(
    names.map((name) => [
      name,
      (request: object, onProgress?: (progress: Progress) => void) => client.ask(name, request, onProgress),
    ]),
  )
}

export function commonMethods(client: HostClient): Shell['host'] {
  return methodsOf(client, common) as Shell['host']
}

export function desktopMethods(client: HostClient): Omit<Dialogs<'desktop'>, 'kind'> {
  return methodsOf(client, desktop) as Omit<Dialogs<'desktop'>, 'kind'>
}

export function browserMethods(client: HostClient): Omit<Dialogs<'browser'>, 'kind' | 'saveDownload'> {
  return methodsOf(client, browser) as Omit<Dialogs<'browser'>, 'kind' | 'saveDownload'>
}
