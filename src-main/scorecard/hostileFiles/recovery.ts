/** An engine that is lost in the middle of a file, and the next file. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileId } from '@core/contract/ids'
import { spawnChild } from '../../services/engine/spawnChild'
import { startEngineHost } from '../../services/engineHost'
import { toneBytes } from './draft'
import { wavDraft } from './corpus/riffFiles'

export interface RecoveryFigures {
  readonly losses: number
  /** Calls that were refused when their engine was lost. */
  readonly told: number
  /** Good files that opened afterwards. */
  readonly recovered: number
  /** Until such a file was open, at worst. */
  readonly slowestMilliseconds: number
}

/** Large enough that its reading is not over before the engine is. */
const poisonFrames = 20_000_000

export async function loseEngines(losses: number, folder: string): Promise<RecoveryFigures> {
  const poison = join(folder, 'poison.wav') as FileId
  const good = join(folder, 'good.wav') as FileId
  await writeFile(poison, wavDraft(toneBytes(poisonFrames, true)).build())
  await writeFile(good, wavDraft().build())
  let processId: number | undefined
  const host = startEngineHost({
    spawn() {
      const child = spawnChild()
      processId = child.processId
      return child
    },
  })
  const figures = { told: 0, recovered: 0, slowestMilliseconds: 0 }
  for (let loss = 0; loss < losses; loss++) {
    const lost = host.client.call('openRecording', { file: poison }).then(
      () => false,
      () => true,
    )
    await new Promise((resolve) => setTimeout(resolve, loss % 5))
    if (processId !== undefined) process.kill(processId, 'SIGKILL')
    if (await lost) figures.told++
    const start = performance.now()
    const opened = await host.client.call('openRecording', { file: good }).catch(() => undefined)
    if (opened) figures.recovered++
    figures.slowestMilliseconds = Math.max(figures.slowestMilliseconds, performance.now() - start)
  }
  await host.close()
  return { losses, ...figures }
}
