/** Promise D11: nobody saves over what somebody else has saved. */
import { realpath, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createRandom } from '@core/random'
import { lockOf } from '../../services/files/turn'
import { saveProject } from '../../services/projectFile/projectFile'
import { outcomeOf, type Effort, type Row } from '../section'
import { countIn } from './counting'
import { runToEnd } from './killed'
import { countedProject } from './subjects'

const savers = 2
const hour = 60 * 60 * 1000

export async function revisionRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const turns = isShort ? 40 : 1000
  const path = join(folder, 'shared.shellac')
  await saveProject(path, countedProject(0), { overwrite: false })
  const lock = lockOf(await realpath(path))
  const done = { isDone: false }
  const disturbing = disturb(lock, done, seed)
  const counting = Array.from({ length: savers }, () => runToEnd('count', path, turns))
  const accepted = (await Promise.all(counting)).reduce((sum, each) => sum + each, 0)
  done.isDone = true
  const disturbed = await disturbing
  const lost = accepted - (await countIn(path))
  return {
    requirement: 'D11',
    promise: 'Nobody saves over what somebody else has saved meanwhile, even where the lock fails.',
    tried: `${savers} processes that save one project, ${turns} times each, as fast as they can, while its lock is removed, left by a dead process or dated to another time, ${disturbed} times`,
    figure: `${accepted} saves accepted, ${savers * turns - accepted} refused, lost updates ${lost}`,
    outcome: outcomeOf(lost === 0 && accepted > 0),
  }
}

/** Makes the lock fail in one way after the other. How often it did. */
async function disturb(lock: string, state: { readonly isDone: boolean }, seed: number): Promise<number> {
  const random = createRandom(seed + 3)
  const ways = [
    () => rm(lock),
    // No system gives that number to a process.
    () => writeFile(lock, '2147483646 left', { flag: 'r+' }),
    () => utimes(lock, new Date(Date.now() - hour), new Date(Date.now() - hour)),
    () => utimes(lock, new Date(Date.now() + hour), new Date(Date.now() + hour)),
  ]
  let times = 0
  for (let way = 0; !state.isDone; way++) {
    await wait(1 + 10 * random.uniform())
    const isDone = await ways[way % ways.length]().then(
      () => true,
      () => false,
    )
    times += Number(isDone)
  }
  return times
}
