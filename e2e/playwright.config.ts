import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'
import type { ShellOptions } from './test'

const results = resolve(import.meta.dirname, '..', 'out', 'test')

export default defineConfig<ShellOptions>({
  testDir: 'specs',
  outputDir: resolve(results, 'e2e'),
  // Each test has an app of its own; an analysis in it takes both cores of a small machine.
  workers: 2,
  fullyParallel: true,
  // What passes only the second time is named at the end of `npm test`.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: resolve(results, 'e2e.json') }]],
  projects: [
    { name: 'browser', use: { shell: 'browser' } },
    { name: 'electron', use: { shell: 'electron' } },
  ],
})
