import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@core': resolve(import.meta.dirname, 'src-core') } },
  test: {
    include: ['src-core/**/*.test.ts', 'src-main/**/*.test.ts'],
    testTimeout: 60_000,
    coverage: {
      include: ['src-core/**/*.ts', 'src-main/**/*.{ts,mjs}'],
      exclude: ['**/*.{test,testSupport}.ts'],
    },
  },
})
