import { expect, it } from 'vitest'
import { packagesOf } from './packageList'

it('modules are counted by the innermost package they lie in, each package once', () => {
  expect(
    packagesOf([
      '/home/me/app/src-renderer/main.ts',
      '/home/me/app/node_modules/svelte/src/index.js',
      '/home/me/app/node_modules/svelte/src/internal/client.js?v=1',
      '/home/me/app/node_modules/bits-ui/node_modules/@floating-ui/dom/dist/index.mjs',
      'C:\\app\\node_modules\\clsx\\dist\\clsx.mjs',
      '\0virtual',
    ]),
  ).toEqual(['@floating-ui/dom', 'clsx', 'svelte'])
})
