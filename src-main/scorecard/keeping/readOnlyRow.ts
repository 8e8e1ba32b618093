/** Promise D5: what may not be written to. */
import { chmod, lstat, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { countingFileSystem, systemError, type Faults } from '../../services/files/faultyFileSystem'
import { outcomeOf, type Effort, type Row } from '../section'
import { fresh, onOldVersion } from './trials'
import { allWritings, type Writing } from './writings'

interface Counts {
  trials: number
  replaced: number
  silent: number
  links: number
  linksKept: number
}

export async function readOnlyRow(effort: Effort): Promise<Row> {
  const [saving, , wav, flac] = await allWritings()
  const counts: Counts = { trials: 0, replaced: 0, silent: 0, links: 0, linksKept: 0 }
  const files = new Map([
    [saving, 'song.shellac'],
    [wav, 'mix.wav'],
    [flac, 'mix.flac'],
  ])
  for (const [writing, name] of files) {
    await onOldVersion(effort, writing, async (place) => {
      await tryReadOnly({ writing, place, path: join(place, name) }, counts)
      await tryLink({ writing, place, path: join(place, name) }, counts)
    })
  }
  const { trials, replaced, silent, links, linksKept } = counts
  return {
    requirement: 'D5',
    promise:
      'A read-only file, folder or disk, also one that became so meanwhile, is told of and nothing is replaced; links stay links.',
    tried: `${trials} saves and exports to what may not be written to, ${links} through a link`,
    figure: `replaced ${replaced}, not told ${silent}; links kept ${linksKept} of ${links}`,
    outcome: outcomeOf(replaced + silent === 0 && linksKept === links),
  }
}

interface Place {
  readonly writing: Writing
  readonly place: string
  readonly path: string
}

async function tryReadOnly({ writing, place, path }: Place, counts: Counts): Promise<void> {
  const refuses = async (faults: Faults = {}): Promise<void> => {
    const before = await readFile(path)
    const { fileSystem } = countingFileSystem(faults)
    const isTold = await writing.write(place, fresh, { fileSystem }).then(
      () => false,
      (error: unknown) => error instanceof ShellacError && error.code === 'write-failed',
    )
    counts.trials++
    counts.silent += Number(!isTold)
    counts.replaced += Number(!(await readFile(path)).equals(before))
  }
  await chmod(path, 0o444)
  await refuses()
  await chmod(path, 0o644)
  // Permissions of folders and disks mean nothing to who runs as root: the file system says so itself.
  await refuses({ replace: { access: systemError('EACCES') } })
  await refuses({ replace: { open: systemError('EROFS') } })
  await refuses({ beforeCall: { sync: () => chmod(path, 0o444) } })
  await chmod(path, 0o644)
}

/** A link stays one, and what it names is replaced. */
async function tryLink({ writing, place, path }: Place, counts: Counts): Promise<void> {
  const real = join(place, 'elsewhere')
  await writeFile(real, await readFile(path))
  await rm(path)
  await symlink(real, path)
  await writing.write(place, fresh)
  counts.links++
  counts.linksKept += Number((await lstat(path)).isSymbolicLink() && (await writing.read(place)) === fresh)
}
