/** The process that reads hostile files: it may die or run away, for its parent watches it (cappedReader.ts). */
import { readFileSync, writeFileSync } from 'node:fs'
import { installCounters } from './counters'
import type { ReadAnswer, ReadRequest } from './readerMessages'

/** Bytes outside of the heap from which the next file begins with a clean table. */
const dirtyBytes = 32 * 1024 * 1024

const [folder, mode] = process.argv.slice(2)
const counters = mode === 'counting' ? installCounters() : null
// Loaded after the counters are in, so that no module keeps a constructor from before.
const { readHostile } = await import('./readHostile')

process.on('message', (message) => void answer(message as ReadRequest))
process.on('disconnect', () => process.exit(0))

async function answer({ id, kind, bytes, failAt, wantsSamples }: ReadRequest): Promise<void> {
  if (process.memoryUsage().external > dirtyBytes) (globalThis as { gc?: () => void }).gc?.()
  forgetPeak()
  counters?.reset(failAt)
  const start = performance.now()
  const { audio, ...reading } = await readHostile(kind, bytes, folder)
  const milliseconds = performance.now() - start
  const counted = counters?.read() ?? null
  counters?.reset(0)
  const result: ReadAnswer = {
    ...reading,
    ...{ id, milliseconds, peakBytes: peakBytes(), counters: counted },
    sampleRate: audio?.sampleRate ?? 0,
    frames: audio?.channels[0].length ?? 0,
    channels: wantsSamples ? (audio?.channels ?? []) : [],
  }
  process.send?.(result)
}

/** Linux can forget the peak of a process; elsewhere it only grows. */
function forgetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5')
}

function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
