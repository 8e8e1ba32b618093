import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import type { TakeFileAnswer } from '@core/contract/preload'
import type { FileVault } from '../services/page/fileVault'

const longestPath = 32_767

/** Makes a dropped file known to the vault. Never rejects: what is no file of this disk is refused in words. */
export async function takeFile(path: unknown, vault: FileVault): Promise<TakeFileAnswer> {
  if (typeof path !== 'string' || path.length > longestPath || !isAbsolute(path) || path.includes('\0')) {
    return { refusal: 'The dropped file has no path on this disk.' }
  }
  const name = basename(path)
  const facts = await stat(path).catch(() => undefined)
  if (!facts) return { refusal: `${name} cannot be read.` }
  if (!facts.isFile())
    return { refusal: `${name} is a folder or no plain file; drop a recording or a project.` }
  return { taken: { file: vault.idOf(path, 'read'), name } }
}
