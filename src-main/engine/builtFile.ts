import { join } from 'node:path'

/**
 * Path of a file that the build makes, such as 'main/decomposeWorker.js' or 'wasm/simd.wasm'. Called from built code, which
 * lies in out/main or out/main/chunks, or from the sources under test, which lie in src-main.
 */
export function builtFile(path: string): string {
  const [root] = import.meta.dirname.split(/[\\/](?:out[\\/]main|src-main)(?=[\\/]|$)/)
  return join(root, 'out', path)
}
