/** Engine methods that compare ways to decompose. */
import { sampleCount } from '@core/audio/audioData'
import type { Decomposed, EngineRequest, EngineResult } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import * as compare from '../../engine/compare'
import { variantSettings } from '../../engine/comparison'
import type { DecomposeSettings, DecompositionResult } from '../../engine/decomposition'
import type { OpenedProject } from '../projectFile/projectFile'
import { decompositionFacts, settingsIn } from '../projects'
import { settingsOf, takeDecomposition } from './decomposing'
import { decomposingAlone, requireDecomposition, withinSession, type Session } from './sessions'

export function compareAlgorithms(
  session: Session,
  request: EngineRequest<'compareAlgorithms'>,
  control: JobControl,
): Promise<EngineResult<'compareAlgorithms'>> {
  const { audio } = session.recording
  const { start, end, algorithms } = request
  if (end > sampleCount(audio)) {
    const message = `end is ${end}; the recording has ${sampleCount(audio)} samples.`
    throw new ShellacError('bad-argument', message)
  }
  return decomposingAlone(session, async () => {
    const mono = session.monos.choose(request.channel)
    const { declick } = request.settings
    const analysed = await session.declicked.of(mono, declick, withinSession(session, control))
    const samples = analysed.samples.subarray(start, end)
    const settings = settingsOf({ ...request.settings, learned: [] }, audio.sampleRate)
    const comparison = { settings, algorithms }
    return { curves: await compare.compareAlgorithms(samples, comparison, withinSession(session, control)) }
  })
}

export function compareSmoothness(
  session: Session,
  { decomposition, smoothnesses }: EngineRequest<'compareSmoothness'>,
  ownControl: JobControl,
): Promise<EngineResult<'compareSmoothness'>> {
  const control = withinSession(session, ownControl)
  const { opened, separation } = requireDecomposition(session, decomposition)
  const { samples } = separation
  return decomposingAlone(session, async () => {
    const settings = settingsIn(opened.project)
    const comparison = { settings, W: opened.W, smoothnesses }
    const results = await compare.compareSmoothness(samples, comparison, control)
    const variants: Decomposed[] = []
    for (const [i, result] of results.entries()) {
      const variant = variantOf(opened, variantSettings(settings, smoothnesses[i]), result)
      const { costSeconds } = result
      variants.push(await takeDecomposition(session, variant, { samples, costSeconds, control }))
    }
    return { variants }
  })
}

/** The project with activations that were found with other settings; its spectra are the very same. */
function variantOf(
  opened: OpenedProject,
  { smoothness, algorithm }: DecomposeSettings,
  { factors, ...result }: DecompositionResult,
): OpenedProject {
  const { refinements } = opened.project.decomposition
  const project = {
    ...opened.project,
    analysis: { ...opened.project.analysis, smoothness, algorithm },
    decomposition: { ...decompositionFacts(factors, result), agreement: null, refinements },
  }
  return { ...opened, project, H: new Float32Array(factors.H) }
}
