/** What stands below pictures. */
import { version } from '../../../package.json'
import type { AnalysisSettings } from '@core/project/project'
import type { Algorithm } from '@core/nmf/factorize'
import type { Framing } from '@core/spectral/framing'
import type { DecomposeSettings } from '../../engine/decomposition'
import type { PictureDocument } from './pictureDocument'

export const algorithmNames: Readonly<Record<Algorithm, string>> = {
  accelerated: 'Accelerated',
  mm: 'MM',
  mu: 'MU',
  em: 'EM',
}

const captionNames: Readonly<Record<Algorithm, string>> = { ...algorithmNames, accelerated: 'accelerated' }

/** Recording, K, lambda, window, program, and between them what the picture itself has to say. */
export function captionOf(
  { name, sampleRate, framing, decomposed }: PictureDocument,
  own: readonly string[] = [],
): string[] {
  const analysis = decomposed?.project.analysis
  return [name, ...(analysis ? settingsOf(analysis) : []), windowOf(framing, sampleRate), ...own, programName]
}

export const programName = `Shellac ${version}`

/** The settings of a comparison, which has no document. */
export function settingsCaption(
  settings: Omit<DecomposeSettings, 'algorithm'>,
  sampleRate: number,
): string[] {
  return [...factorsOf(settings), windowOf(settings.framing, sampleRate), `seed ${settings.seed}`]
}

function settingsOf(analysis: AnalysisSettings): string[] {
  return [...factorsOf(analysis), `${captionNames[analysis.algorithm]} algorithm`]
}

function factorsOf({
  componentCount,
  smoothness,
}: Pick<AnalysisSettings, 'componentCount' | 'smoothness'>): string[] {
  return [`K = ${componentCount} component${componentCount === 1 ? '' : 's'}`, `smoothness λ = ${smoothness}`]
}

/** 'window 1024 samples (23.2 ms), hop 512' */
export function windowOf({ windowLength, hop }: Framing, sampleRate: number): string {
  const milliseconds = Number(((1000 * windowLength) / sampleRate).toPrecision(3))
  return `window ${windowLength} samples (${milliseconds} ms), hop ${hop}`
}
