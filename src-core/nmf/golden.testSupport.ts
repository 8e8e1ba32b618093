import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PowerSpectrogram } from '../spectral/powerSpectrogram'
import type { Factors } from './factors'
import type { FactorUpdate } from './kernels'
import type { ActivationUpdate } from './updates/activations'

export type Rows = number[][]
export interface Snapshot {
  W: Rows
  H: Rows
  cost: number
  rounding_sensitivity: number
}
export interface GoldenVariant {
  costs?: number[]
  costs_at_y?: number[]
  it1: Snapshot
  it5: Snapshot
  it50: Snapshot
}
export interface Golden {
  F: number
  N: number
  K: number
  lam: number
  V: Rows
  W0: Rows
  H0: Rows
  cost0: number
  P_H0: Rows
  Q_H0: Rows
  variants: Record<string, GoldenVariant>
}

const folder = join(import.meta.dirname, 'golden')
export const goldenFiles = readdirSync(folder).filter((name) => name.endsWith('.json'))

/** Rows of a matrix, transposed into one array: element (i, j) at j * rowCount + i. */
export const columnsOf = (rows: Rows): Float64Array =>
  Float64Array.from(
    { length: rows.length * rows[0].length },
    (_, i) => rows[i % rows.length][Math.floor(i / rows.length)],
  )

export function loadGolden(file: string): {
  golden: Golden
  spectrogram: PowerSpectrogram
  start: () => Factors
} {
  const golden = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Golden
  const { F, N, K } = golden
  const spectrogram = { V: columnsOf(golden.V), binCount: F, frameCount: N, stride: F }
  const start = (): Factors => ({
    W: columnsOf(golden.W0),
    H: columnsOf(golden.H0),
    binCount: F,
    frameCount: N,
    componentCount: K,
  })
  return { golden, spectrogram, start }
}

const activationUpdates: Record<string, Omit<ActivationUpdate, 'smoothness' | 'sweeps'>> = {
  mm_seq: { relaxation: 'majorise', order: 'sequential' },
  mm_rb: { relaxation: 'majorise', order: 'red-black' },
  mu: { relaxation: 'equalise', order: 'red-black' },
  auto: { relaxation: 'adaptive', order: 'red-black' },
}

/** Names of the golden runs that alternate multiplicative updates. */
export const multiplicativeRuns = Object.keys(activationUpdates)

/** The update of a golden run. */
export function goldenUpdate(name: string, golden: Golden): FactorUpdate {
  return {
    activations: { ...activationUpdates[name], smoothness: golden.lam, sweeps: 1 },
    dictionaryExponent: name.startsWith('mm') ? 0.5 : 1,
    fixedSpectra: Array.from({ length: golden.K }, () => false),
    fixedActivations: Array.from({ length: golden.K }, () => false),
  }
}

export function snapshots(variant: GoldenVariant): [number, Snapshot][] {
  return [
    [1, variant.it1],
    [5, variant.it5],
    [50, variant.it50],
  ]
}
