/** The runner's `test`, with the app of the project's shell. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, chromium, type Browser, type Page } from '@playwright/test'
import type { AppUnderTest } from './shells/app'
import { chromiumPath } from './shells/chromium'
import { launchElectron } from './shells/electron'
import { launchLoopback } from './shells/loopback'
import { watchPage, type PageWatch } from './steps/watch'

export interface ShellOptions {
  readonly shell: 'browser' | 'electron'
}

export interface Launch {
  /** Given on the command line. */
  readonly files?: readonly string[]
  /** Variables beside those of the test. */
  readonly environment?: Readonly<Record<string, string>>
  readonly prepare?: (page: Page) => Promise<void>
}

export interface Workshop {
  /** A folder that the app may read and write. */
  readonly folder: string
  /** What went wrong in the page so far; the test fails at its end if anything is left in it. */
  readonly watch: PageWatch
  /** Starts the app; it is closed at the end of the test. The data folder is the same for all starts of a test. */
  launch(settings?: Launch): Promise<AppUnderTest>
}

interface WorkerTools {
  readonly shell: ShellOptions['shell']
  readonly chromiumBrowser: Browser
}

export const test = base.extend<{ workshop: Workshop; app: AppUnderTest }, WorkerTools>({
  shell: ['browser', { option: true, scope: 'worker' }],
  chromiumBrowser: [
    // eslint-disable-next-line no-empty-pattern -- the runner reads the names of what is asked for here
    async ({}, use) => {
      const executablePath = chromiumPath()
      const args = ['--autoplay-policy=no-user-gesture-required']
      const browser = await chromium.launch({ args, ...(executablePath ? { executablePath } : {}) })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],

  async workshop({ shell, chromiumBrowser }, use) {
    const home = await mkdtemp(join(tmpdir(), 'shellac-e2e-'))
    const [folder, dataFolder] = [join(home, 'recordings'), join(home, 'data')]
    await Promise.all([folder, dataFolder].map((path) => mkdir(path)))
    const watch = watchPage()
    const apps: AppUnderTest[] = []
    await use({
      folder,
      watch,
      async launch({ files = [], environment = {}, prepare } = {}) {
        const launched = await (shell === 'browser'
          ? launchLoopback({
              ...{ files, dataFolder, environment },
              rootFolder: folder,
              browser: chromiumBrowser,
              async prepare(page) {
                await watch.follow(page)
                await prepare?.(page)
              },
            })
          : launchElectron({ files, dataFolder, environment }))
        const app: AppUnderTest = {
          ...launched,
          async close() {
            watch.leave(launched.page)
            await launched.close()
          },
        }
        apps.push(app)
        if (shell === 'electron') {
          await watch.follow(app.page)
          await prepare?.(app.page)
        }
        return app
      },
    })
    for (const app of apps) await app.close()
    await rm(home, { recursive: true, force: true })
    watch.expectNothing()
  },

  async app({ workshop }, use) {
    await use(await workshop.launch())
  },
})

export { expect } from '@playwright/test'
