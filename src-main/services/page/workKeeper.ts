/** What pages need to go on after a reload or a crash, as long as the host runs. */
import { ShellacError } from '@core/contract/errors'

const mostPages = 16
const mostBytes = 4 * 1024 * 1024

export interface WorkKeeper {
  /**
   * Keeps the work of a page in place of what was kept before; null forgets it. Of 16 pages only, the newest.
   * @throws ShellacError 'bad-argument' for more than 4 MiB
   */
  keep(page: string, work: string | null): void
  find(page: string): string | null
}

export function createWorkKeeper(): WorkKeeper {
  const kept = new Map<string, string>()
  return {
    keep(page, work) {
      const bytes = work === null ? 0 : Buffer.byteLength(work)
      if (bytes > mostBytes) {
        throw new ShellacError('bad-argument', `The work has ${bytes} bytes; the limit is ${mostBytes}.`)
      }
      kept.delete(page)
      if (work !== null) kept.set(page, work)
      for (const oldest of [...kept.keys()].slice(0, -mostPages)) kept.delete(oldest)
    },
    find: (page) => kept.get(page) ?? null,
  }
}
