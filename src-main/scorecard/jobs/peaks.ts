/** Jobs in processes of their own, whose peaks are measured and compared with what was foretold. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeclickSettings } from '@core/project/project'
import { builtFile } from '../../engine/builtFile'
import type { DecomposeSettings } from '../../engine/decomposition'

export interface PeakJob {
  readonly kind: 'decompose' | 'export'
  readonly seconds: number
  /** Hz */
  readonly sampleRate: number
  readonly channels: number
  readonly settings: DecomposeSettings
  readonly declick: DeclickSettings | null
}

/** Bytes: what was foretold, and what it took. */
export interface Foretold {
  readonly foretold: number
  readonly measured: number
}

export interface PeakTold {
  /** Beside what the recording, and for an export its components, took before. */
  readonly memory: Foretold
  /** The project and the checkpoints, or the exported files. */
  readonly disk: Foretold
}

/** Measures one job; nothing of it is left. */
export async function measurePeak(job: PeakJob, folder: string): Promise<PeakTold> {
  const home = join(folder, 'job')
  await mkdir(home)
  const child = fork(builtFile('main/peakChild.js'), [JSON.stringify(job), home], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    let told: PeakTold | undefined
    child.on('message', (message) => (told = message as PeakTold))
    const [code] = (await once(child, 'close')) as [number | null]
    if (!told) throw new Error(`A measured job ended with code ${code} and told nothing.`)
    return told
  } finally {
    await rm(home, { recursive: true })
  }
}

/** (foretold - measured) / measured: negative where too little was foretold. */
export function errorOf({ foretold, measured }: Foretold): number {
  return (foretold - measured) / measured
}

export function decomposeJob(
  seconds: number,
  sampleRate: number,
  changed: Partial<DecomposeSettings> & { readonly declick?: boolean; readonly channels?: number } = {},
): PeakJob {
  const { declick = false, channels = 1, ...settings } = changed
  const framing = { windowLength: 1024, hop: 512 }
  return {
    kind: 'decompose',
    seconds,
    sampleRate,
    channels,
    declick: declick ? { threshold: 5 } : null,
    settings: {
      ...{ framing, componentCount: 10, learned: [], smoothness: 10, algorithm: 'accelerated' },
      ...{ maxIterations: 22, tolerance: 0, seed: 3, restarts: 1, ...settings },
    },
  }
}
