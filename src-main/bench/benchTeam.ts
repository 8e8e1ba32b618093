import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ShellacError } from '@core/contract/errors'
import { builtFile } from '../engine/builtFile'
import { chooseBuild, loadModule, type KernelBuild } from '../engine/kernels/kernelModule'
import { bytesFor, layoutSpectrogram, pagesFor, type Size } from '../engine/kernels/memoryLayout'
import { leadTeam, type Team, type TeamSetup } from '../engine/kernels/team'

export interface TeamKind {
  readonly build: KernelBuild
  readonly threads: number
}

export interface BenchTeam {
  readonly team: Team
  readonly close: () => Promise<void>
}

/** The builds that this engine runs. */
export function availableBuilds(): readonly KernelBuild[] {
  return chooseBuild() === 'relaxed' ? ['simd', 'relaxed'] : ['simd']
}

/** Threads as in the product, but led by the calling one. Room for one problem of this size. */
export async function openTeam(size: Size, { build, threads }: TeamKind): Promise<BenchTeam> {
  const module = loadModule(build)
  if (!module) throw new ShellacError('internal', `The kernel build ${build} is missing in out/wasm.`)
  const pages = pagesFor(bytesFor(size, threads, 1))
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  const setup: TeamSetup = { module, memory, spectrogram: layoutSpectrogram(size, threads), threads }
  const workers = Array.from(
    { length: threads - 1 },
    (_, i) => new Worker(builtFile('main/kernelWorker.js'), { workerData: { setup, index: i + 1 } }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'online')))
  return {
    team: leadTeam(setup),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
