/** For tests: a document of two tones, decomposed by hand into one component each. */
import type { DecompositionId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import type { Factors } from '@core/nmf/factors'
import { assignToNoise, createSource } from '@core/project/edits'
import { createProject, type Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import type { PictureDocument } from './pictureDocument'

export const sampleRate = 8000
const framing = { windowLength: 256, hop: 128 }
/** Hz of the bins that the tones and the spectra of the components are at. */
export const tones = [437.5, 1500] as const
const binWidth = sampleRate / framing.windowLength
/** seconds */
export const duration = 2

export const goOn: JobControl = { wish: () => 'go-on', report: () => undefined }

/** The first tone sounds in the first second, the other one in the second. */
export function createPictureCase(): PictureDocument & {
  readonly decomposed: { project: Project; factors: Factors }
} {
  const samples = Float32Array.from({ length: duration * sampleRate }, (_, t) => {
    const tone = tones[t < sampleRate ? 0 : 1]
    return Math.sin((2 * Math.PI * tone * t) / sampleRate)
  })
  const factors = factorsOf(samples.length)
  const document = { name: 'two <tones>.wav', sampleRate, samples, untouched: samples, framing }
  const otherFactors = (id: DecompositionId): Factors => {
    if (id === ('smoother' as DecompositionId)) return factors
    throw new Error(`${id} is not there.`)
  }
  return { ...document, decomposed: { project: projectOf(factors), factors }, otherFactors }
}

function factorsOf(sampleCount: number): Factors {
  const binCount = binCountOf(framing)
  const frameCount = frameCountOf(framing, sampleCount)
  const W = new Float32Array(2 * binCount).fill(1e-9)
  tones.forEach((tone, k) => (W[k * binCount + Math.round(tone / binWidth)] = 1))
  const H = Float32Array.from({ length: 2 * frameCount }, (_, place) => {
    const [frame, k] = [place >> 1, place & 1]
    return frame < frameCount / 2 === (k === 0) ? 1 : 1e-6
  })
  return { W, H, binCount, frameCount, componentCount: 2 }
}

function projectOf({ binCount, frameCount }: Factors): Project {
  const sample = sampleProject()
  const project = createProject({
    recording: { ...sample.recording, sampleRate, sampleCount: duration * sampleRate },
    analysis: { ...sample.analysis, ...framing, componentCount: 2, restarts: 2 },
    decomposition: { ...sample.decomposition, binCount, frameCount },
  })
  return assignToNoise([1])(createSource('Voice', [0])(project))
}
