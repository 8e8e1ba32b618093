import type { Locator, Page } from '@playwright/test'

/** The running app as a test drives it, in whichever shell. Close it at the end of each test. */
export interface AppUnderTest {
  readonly page: Page
  /** 'electron stand-in': the desktop shell's own code, but not its runtime; never report it as a test of Electron. */
  readonly shell: 'electron' | 'electron stand-in' | 'browser'
  /** Ends the app without asking the page. */
  close(): Promise<void>
  /** What the next open dialogs answer: the file at a path, or null for Cancel. */
  answerOpen(path: string | null): void
  /** What the next save dialogs answer. */
  answerSave(path: string | null): void
  /** Where the page has dialogs of its own: gives the one that is there now its answer. */
  finishDialog?(): Promise<void>
  /** Clicks an item of the native menu by its labels, outermost first. Rejects for one that is not there or disabled. */
  clickMenu(...labels: readonly string[]): Promise<void>
  /** Drops files of this disk onto an element, as a person does from the file manager. */
  dropFiles(paths: readonly string[], onto: Locator): Promise<void>
  /** The person closes the window; resolves when that was asked for, whatever comes of it. */
  wishClose(): Promise<void>
  /** Kills the app's own process, as a power cut would, and waits until it is gone. */
  kill(): Promise<void>
  /** Kills the engine's process. */
  killEngine(): Promise<void>
  /** Paths that the file manager was opened at. */
  shownInFolder(): string[]
}

export interface LaunchSettings {
  /** Given on the command line. */
  readonly files?: readonly string[]
  /** Holds recent files and window state; empty for a first start. */
  readonly dataFolder: string
  /** Variables beside those of the test. */
  readonly environment?: Readonly<Record<string, string>>
}
