/** Promise J8: what hangs is found, ended and reported. */
import { spawn, type SpawnOptions } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { ShellacError } from '@core/contract/errors'
import type { SessionId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import { outcome } from '../../engine/outcome'
import { poolOf } from '../../engine/rendering/renderPool'
import { engineIn } from '../../services/engine/spawnChild'
import { startEngineHost } from '../../services/engineHost'
import { unlessCancelled } from '../../services/exports/renderBlocks'
import { outcomeOf, type Row } from '../section'

/** Seconds; 60 in the program. */
const patience = 1
/** Seconds from the beginning of a hang until it is reported, at most. */
const longestDetection = 10

const control: JobControl = { wish: () => 'go-on', report: () => undefined }
const endless = 'for (;;) {}'
const whenAsked = `require('node:worker_threads').parentPort.on('message', () => { ${endless} })`

/** Each begins to hang and settles when that is found. */
const hangs: Readonly<Record<string, () => Promise<unknown>>> = {
  async computing() {
    const leader = new Worker(endless, { eval: true })
    const wish = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    try {
      return await outcome(leader, [], wish, { ...control, watch: { pulse: () => '', patience } })
    } finally {
      await leader.terminate()
    }
  },
  async exporting() {
    const pool = poolOf([new Worker(whenAsked, { eval: true })])
    const block = pool.render({ outputs: [], range: { start: 0, end: 1 }, peakOnly: new Set(), knownPeak: 0 })
    // It rejects when the pool is closed.
    block.catch(() => undefined)
    try {
      return await unlessCancelled(block, control, patience)
    } finally {
      await pool.close()
    }
  },
  async engine() {
    const code = `process.on('message', () => { ${endless} })`
    const options: SpawnOptions = {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    }
    const host = startEngineHost({
      patience,
      spawn: () => engineIn(spawn(process.execPath, ['-e', code], options)),
    })
    try {
      return await host.client.call('closeSession', { session: 'none' as SessionId })
    } finally {
      await host.close()
    }
  },
}

export async function hangsRow(): Promise<Row> {
  const seconds: string[] = []
  let found = 0
  for (const [stage, hang] of Object.entries(hangs)) {
    const begun = performance.now()
    const code = await hang().then(
      () => undefined,
      (error: unknown) => (error instanceof ShellacError ? error.code : undefined),
    )
    const taken = (performance.now() - begun) / 1000
    if (code === 'not-responding' && taken < longestDetection) found++
    seconds.push(`${stage} ${taken.toFixed(1)} s`)
  }
  const total = Object.keys(hangs).length
  return {
    requirement: 'J8',
    promise: 'What hangs is ended and reported: computing and rendering threads, and the engine itself.',
    tried: `${total} planted hangs, given up after ${patience} s without a sign of life (in the program 60 s)`,
    figure: `found ${found} of ${total}: ${seconds.join(', ')}`,
    outcome: outcomeOf(found === total),
  }
}
