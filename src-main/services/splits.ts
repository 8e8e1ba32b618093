/** Projects in which components are decomposed again. */
import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import { requireSplit, splitProject, type Split } from '@core/project/splitEdit'
import type { DecomposeSettings, DecompositionResult } from '../engine/decomposition'
import { splitComponents } from '../engine/split'
import type { OpenedProject } from './projectFile/projectFile'
import { decompositionFacts, factorsOf, settingsIn } from './projects'

export interface SplitResult {
  readonly opened: OpenedProject
  readonly costSeconds: DecompositionResult['costSeconds']
}

/**
 * The project with the components decomposed again, all others fixed. The samples are those it was made of.
 * @throws ShellacError 'bad-argument', 'not-enough-memory', 'cancelled', 'internal'
 */
export async function splitOf(
  { opened, samples }: { readonly opened: OpenedProject; readonly samples: Samples },
  split: Split,
  { control, threads }: { readonly control: JobControl; readonly threads?: number },
): Promise<SplitResult> {
  const { project } = opened
  requireSplit(project, split)
  const factors = factorsOf(opened)
  const componentCount = factors.componentCount - split.components.length + split.into
  const settings: DecomposeSettings = {
    ...settingsIn(project),
    componentCount,
    ...(threads === undefined ? {} : { threads }),
  }
  const result = await splitComponents(samples, { settings, factors, ...split }, control)
  const { W, H } = result.factors
  return {
    opened: {
      ...opened,
      project: splitProject(project, split, decompositionFacts(result.factors, result)),
      W: new Float32Array(W),
      H: new Float32Array(H),
    },
    costSeconds: result.costSeconds,
  }
}
