import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of package.json: this tool measures the working tree, from the sources as well as from the build. */
export const projectRoot = findRoot(import.meta.dirname)

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('The scorecard runs in the working tree only.')
  return findRoot(parent)
}
