import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  // Without 'browser' the runes of .svelte.ts files would be those of server rendering.
  resolve: {
    conditions: ['browser'],
    alias: { '@core': resolve(import.meta.dirname, 'src-core') },
  },
  test: {
    include: [
      'src-core/**/*.test.ts',
      'src-main/**/*.test.ts',
      'src-renderer/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    setupFiles: ['src-main/build/propertySeed.ts'],
    // All processors: on two, one would stand idle by default.
    maxWorkers: '100%',
    testTimeout: 60_000,
    // For what is waited for: long, because a machine may be busy with other things.
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      include: ['src-core/**/*.ts', 'src-main/**/*.{ts,mjs}', 'src-renderer/**/*.ts'],
      exclude: ['**/*.{test,testSupport}.ts'],
    },
  },
})
