import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { createRandom } from '@core/random'
import { decompose } from '../../engine/decompose'
import { inputRow } from '../endToEnd/inputRow'
import { diagnosticsRow } from '../jobs/diagnosticsRow'
import { errorsRow } from '../jobs/errorsRow'
import { hangingDiskRow } from '../jobs/hangingDiskRow'
import { hangsRow } from '../jobs/hangsRow'
import { lengthRow, needsRows } from '../jobs/needsRows'
import { stoppedRow } from '../jobs/stoppedRow'
import { progressRow } from '../recorder/progressRow'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { decomposeIn, hasCheckpoint } from './killed'
import { longWork } from './subjects'

/** Milliseconds. */
const promisedCancel = 1000

/** Promises J1 to J8, with D8, D9 and D12: long work. */
export const jobsSection: Section = {
  letter: 'J',
  title: 'Long work',
  about:
    'Decompositions are cancelled and their processes killed at moments chosen by chance. What jobs need is measured in processes of their own. Engines are killed under a window in `e2e/specs/crash.spec.ts`.',
  async measure(effort) {
    return [
      await cancelRow(effort),
      await progressRow(effort),
      ...(await needsRows(effort)),
      await lengthRow(effort),
      await resumeRow(effort),
      ...(effort.isShort ? [] : [await inputRow(effort)]),
      await errorsRow(effort),
      await diagnosticsRow(),
      await hangsRow(),
      await hangingDiskRow(effort),
      await stoppedRow(effort),
    ]
  },
}

async function cancelRow({ isShort, seed }: Effort): Promise<Row> {
  const cancels = isShort ? 10 : 200
  const random = createRandom(seed)
  const samples = Float32Array.from({ length: longWork.sampleCount }, () => 2 * random.uniform() - 1)
  const taken: number[] = []
  for (let trial = 0; trial < cancels; trial++) taken.push(await cancelAfter(random.uniform() * 400, samples))
  taken.sort((a, b) => a - b)
  const at = (share: number): string => taken[Math.min(cancels - 1, Math.floor(share * cancels))].toFixed(0)
  return {
    requirement: 'J1',
    promise: 'Cancelling ends all threads within a second.',
    tried: `${cancels} decompositions cancelled within 0.4 s of their beginning`,
    figure: `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
    outcome: outcomeOf(taken[cancels - 1] <= promisedCancel),
  }
}

/** Milliseconds from the wish until the call has ended, its threads with it. */
async function cancelAfter(milliseconds: number, samples: Float32Array): Promise<number> {
  const begun = performance.now()
  let wished: number | undefined
  const wish = (): 'go-on' | 'cancel' => {
    if (performance.now() - begun < milliseconds) return 'go-on'
    wished ??= performance.now()
    return 'cancel'
  }
  try {
    await decompose(samples, longWork.settings, { wish, report: () => undefined })
  } catch (error) {
    if (!(error instanceof ShellacError) || error.code !== 'cancelled') throw error
  }
  return performance.now() - (wished ?? begun + milliseconds)
}

async function resumeRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const trials = isShort ? 3 : 50
  const random = createRandom(seed + 1)
  const home = join(folder, 'checkpoints')
  await mkdir(home)
  const undisturbed = await decomposeIn(home, null)
  let [equal, kills, resumed] = [0, 0, 0]
  for (let trial = 0; trial < trials; trial++) {
    let result: string | null = null
    for (let killed = 0; killed < 3 && result === null; killed++) {
      // Within the time that an undisturbed one takes here, so that slow and fast machines kill alike.
      const moment = 0.5 * random.uniform() * undisturbed.milliseconds
      result = (await decomposeIn(home, moment)).result
      if (result === null) kills++
      if (result === null && (await hasCheckpoint(home))) resumed++
    }
    result ??= (await decomposeIn(home, null)).result
    equal += Number(result !== null && result === undisturbed.result)
  }
  return {
    requirement: 'J5, D8',
    promise:
      'A decomposition whose process was killed goes on, and its result has the bits of an undisturbed one.',
    tried: `${trials} decompositions, killed ${kills} times by chance, ${resumed} of them with a checkpoint behind`,
    figure: `equal to the bit ${equal} of ${trials}`,
    outcome: outcomeOf(equal === trials && resumed > 0),
  }
}
