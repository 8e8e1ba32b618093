/** Reads the hostile files in the process of a test, where the branches that are taken can be counted: see branchRow.ts. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { folders } from './readers'

const root = resolve(import.meta.dirname, '../../../..')

export default defineConfig({
  root,
  resolve: { alias: { '@core': resolve(root, 'src-core') } },
  test: {
    include: ['src-main/scorecard/hostileFiles/branches/readAll.ts'],
    testTimeout: 600_000,
    coverage: {
      enabled: true,
      include: folders,
      exclude: ['**/*.{test,testSupport}.ts'],
      reporter: ['json-summary'],
    },
  },
})
