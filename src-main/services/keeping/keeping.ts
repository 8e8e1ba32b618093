import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { ShellKind } from '@core/contract/page'
import { createWorkShelf, type WorkShelf } from './workShelf'

export interface Keeping {
  readonly shelf: WorkShelf
  /** Real path of the folder that the shelf keeps its files in. */
  readonly keptFolder: string
}

/**
 * Opens what earlier programs kept in the app's data folder, and tidies it. A folder that cannot be made is no reason not to start:
 * whoever keeps something there is told.
 */
export async function openKeeping(dataFolder: string, shell: ShellKind): Promise<Keeping> {
  const folder = join(dataFolder, 'recovery')
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined)
  const keptFolder = await realpath(folder).catch(() => folder)
  const shelf = createWorkShelf(keptFolder, { shell })
  await shelf.sweep()
  return { shelf, keptFolder }
}
