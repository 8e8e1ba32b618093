import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface NativeModules {
  /** Packages that come to the user. */
  readonly packages: number
  /** Files ending in .node in them, from the root. */
  readonly files: readonly string[]
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>
}

/** Looks for native code in the packages of the lock file that are not for development only. */
export async function findNativeModules(root: string): Promise<NativeModules> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as LockFile
  const folders = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path]) => path)
  const files = await Promise.all(folders.map((folder) => nativeFilesIn(root, folder)))
  return { packages: folders.length, files: files.flat() }
}

async function nativeFilesIn(root: string, folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true }).catch(() => [])
  return names.filter((name) => name.endsWith('.node')).map((name) => `${folder}/${name}`)
}
