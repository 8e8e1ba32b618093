/** Compiles the AssemblyScript kernels into out/wasm, once a target. */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const assembly = join(root, 'src-core', 'nmf', 'assembly')
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')

for (const target of ['simd', 'relaxed']) {
  const options = ['passes.ts', '--config', 'asconfig.json', '--target', target]
  execFileSync(process.execPath, [compiler, ...options], {
    cwd: assembly,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}
