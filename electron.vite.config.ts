import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'
import { layerGuard } from './src-main/build/layerGuard'

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
          decomposeWorker: fromRoot('src-main/engine/decomposeWorker.ts'),
          kernelWorker: fromRoot('src-main/engine/kernelWorker.ts'),
          engineChild: fromRoot('src-main/services/engine/engineChild.ts'),
          renderWorker: fromRoot('src-main/engine/rendering/renderWorker.ts'),
        },
        output: { chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
})
