import { existsSync, readFileSync } from 'node:fs'
import { builtFile } from '../builtFile'

/** What the compiled kernels export; pointers and lengths are in bytes. See src-core/nmf/assembly. */
export interface KernelExports {
  activationPass(problem: number, scratch: number, from: number, to: number): number
  dictionaryPass(problem: number, scratch: number, p: number, q: number, from: number, to: number): void
  fusedPass(
    problem: number,
    scratch: number,
    p: number,
    q: number,
    from: number,
    to: number,
    smoothness: number,
    step: number,
    started: number,
    nextStarted: number,
    turn: number,
  ): number
  fusedPassWithoutPenalty(
    problem: number,
    scratch: number,
    p: number,
    q: number,
    from: number,
    to: number,
    equalising: number,
  ): number
  sweep(
    h: number,
    a: number,
    q: number,
    rowBytes: number,
    frameCount: number,
    from: number,
    to: number,
    stride: number,
    smoothness: number,
    step: number,
    free: number,
  ): void
  fitActivations(
    h: number,
    a: number,
    q: number,
    rowBytes: number,
    byteLength: number,
    equalising: number,
    free: number,
  ): void
  multiply(
    x: number,
    p: number,
    q: number,
    byteLength: number,
    count: number,
    partBytes: number,
    equalising: number,
  ): void
  extrapolate(present: number, result: number, byteLength: number, momentum: number): void
  neighbourRatios(h: number, rowBytes: number, from: number, to: number, columnMask: number): number
}

/** 'relaxed' uses fused multiply-add instructions where the engine has them, 'simd' runs on every current engine. */
export type KernelBuild = 'relaxed' | 'simd'

/** A function of one relaxed multiply-add: valid where the engine knows the instruction. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15],
  ...[65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11],
)

/** The fastest build that this engine can run. */
export function chooseBuild(): KernelBuild {
  return WebAssembly.validate(relaxedProbe) ? 'relaxed' : 'simd'
}

const modules = new Map<KernelBuild, WebAssembly.Module>()

/** Compiles a build, once per process. Undefined where its file is missing. */
export function loadModule(build: KernelBuild): WebAssembly.Module | undefined {
  const path = builtFile(`wasm/${build}.wasm`)
  if (!modules.has(build) && existsSync(path)) modules.set(build, new WebAssembly.Module(readFileSync(path)))
  return modules.get(build)
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort: trap } })
  return instance.exports as unknown as KernelExports
}

function trap(): never {
  throw new Error('A kernel stopped itself.')
}
