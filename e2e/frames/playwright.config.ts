import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import type { ShellOptions } from '../test'

/** Measures and judges nothing: how fast frames come depends on the machine. */
export default defineConfig<ShellOptions>({
  testDir: '.',
  outputDir: resolve(import.meta.dirname, '..', '..', 'out', 'test', 'frames'),
  workers: 1,
  timeout: 300_000,
  // An hour of recording takes its time to be opened.
  expect: { timeout: 120_000 },
  use: { actionTimeout: 30_000, shell: 'browser' },
  reporter: 'line',
})
