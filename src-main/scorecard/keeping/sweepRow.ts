/** Promise D16: the sweep takes its own leftovers, and nothing else. */
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sweepStaleTemporaries } from '../../services/files/temporaryFiles'
import { outcomeOf, type Effort, type Row } from '../section'

/** Names that look like unfinished files of this program, or nearly. */
const lookAlikes = [
  ...['mix.wav', 'mix.wav.part', 'download.part', 'mix.wav.123-0123456789ab.part', 'mix.shellac', 'part'],
  ...['.shellac-123-0123456789ab.part', 'a.shellac-123-0123456789AB.part', 'a.shellac-123-0123456789ab.tmp'],
  ...[
    'a.shellac-123-0123456789ab.part.wav',
    'a.shellac-123-0123456789abc.part',
    'a.shellac--1-0123456789ab.part',
  ],
  ...[
    'a.shellac-123-0123456789.part',
    'a.shellac-x-0123456789ab.part',
    'a.shellac-12345678901-0123456789ab.part',
  ],
  ...['a.Shellac-123-0123456789ab.part', 'a.shellac-123-0123456789ab', 'a shellac-123-0123456789ab.part'],
  ...['a.shellac-123_0123456789ab.part', 'a.shellac-123-0123456789ab.part~'],
]

export async function sweepRow({ folder }: Effort): Promise<Row> {
  const home = join(folder, 'sweep')
  await mkdir(home)
  const longAgo = new Date(Date.now() - 48 * 3600 * 1000)
  const plant = async (name: string, time = longAgo): Promise<void> => {
    await writeFile(join(home, name), 'unfinished')
    await utimes(join(home, name), time, time)
  }
  // No system gives that number to a process.
  const own = 'song.shellac.shellac-2147483646-0123456789ab.part'
  await plant(own)
  const living = `song.shellac.shellac-${process.pid}-0123456789ab.part`
  await plant(living)
  const young = 'young.shellac-2147483646-0123456789ab.part'
  await plant(young, new Date())
  for (const name of lookAlikes) await plant(name)
  const removed = await sweepStaleTemporaries(home)
  const left = new Set(await readdir(home))
  const touched = [...lookAlikes, living, young].filter((name) => !left.has(name)).length
  return {
    requirement: 'D16',
    promise:
      'The sweep at the start removes its own leftovers, older than an hour and of a process that is gone, and nothing else.',
    tried: `one leftover, one of a living process, a young one, and ${lookAlikes.length} files with names like it`,
    figure: `own removed ${removed.filter((name) => name === own).length} of 1, others touched ${touched}`,
    outcome: outcomeOf(removed.length === 1 && removed[0] === own && touched === 0),
  }
}
