import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { layerGuard } from './src-main/build/layerGuard'
import { packageList } from './src-main/build/packageList'

const fromRoot = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  // Everything that runs in Node. Packages in `dependencies` stay external: the codecs carry WASM.
  main: {
    resolve: { alias: { '@core': fromRoot('src-core') } },
    plugins: [layerGuard(import.meta.dirname)],
    build: {
      target: 'node20.19',
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          cli: fromRoot('src-main/cli/cli.ts'),
          demo: fromRoot('src-main/cli/demo.ts'),
          score: fromRoot('src-main/cli/score.ts'),
          bench: fromRoot('src-main/cli/bench.ts'),
          scorecard: fromRoot('src-main/scorecard/scorecard.ts'),
          fuzz: fromRoot('src-main/scorecard/fuzz.ts'),
          hostileReader: fromRoot('src-main/scorecard/hostileFiles/readerChild.ts'),
          keepingChild: fromRoot('src-main/scorecard/keeping/keepingChild.ts'),
          peakChild: fromRoot('src-main/scorecard/jobs/peakChild.ts'),
          serve: fromRoot('src-main/loopback/serve.ts'),
          decomposeWorker: fromRoot('src-main/engine/decomposeWorker.ts'),
          surfaceWorker: fromRoot('src-main/engine/surfaceWorker.ts'),
          kernelWorker: fromRoot('src-main/engine/kernelWorker.ts'),
          index: fromRoot('src-main/electron/main.ts'),
          engineUtility: fromRoot('src-main/electron/engineUtility.ts'),
          engineChild: fromRoot('src-main/services/engine/engineChild.ts'),
          renderWorker: fromRoot('src-main/engine/rendering/renderWorker.ts'),
        },
        // The scorecard drives a browser; it runs in the working tree only.
        external: ['@playwright/test'],
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias: { '@core': fromRoot('src-core') } },
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but electron, and is no module.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: fromRoot('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    publicDir: fromRoot('resources/page'),
    resolve: { alias: { '@core': fromRoot('src-core') } },
    worker: { format: 'es' },
    plugins: [
      svelte({ configFile: fromRoot('svelte.config.js') }),
      layerGuard(import.meta.dirname),
      packageList(fromRoot('out/pagePackages.json')),
    ],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // Small files as data: addresses would break the content security policy.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: fromRoot('src-renderer/index.html') } },
    },
  },
})
