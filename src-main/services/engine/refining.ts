/** The engine method that finds a decomposition on from where it is, with what was painted. */
import type { Decomposed, EngineRequest } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { Project } from '@core/project/project'
import { gridStrokesOf, groupsOf } from '@core/separation/shaping/projectShaping'
import { chargesOf } from '@core/separation/shaping/strokeCharges'
import type { DecomposeSettings } from '../../engine/decomposition'
import { refine as runRefine } from '../../engine/refine'
import { settingsIn } from '../projects'
import { takeDecomposition } from './decomposing'
import { editedProject } from './rendering'
import { decomposingAlone, requireDecomposition, withinSession, type Session } from './sessions'

/** Enough to come to rest from a start that is nearly right. */
const iterations = 40

export function refine(
  session: Session,
  { decomposition, project }: EngineRequest<'refine'>,
  ownControl: JobControl,
): Promise<Decomposed> {
  const control = withinSession(session, ownControl)
  const held = requireDecomposition(session, decomposition)
  const opened = editedProject(held, project)
  const { samples, factors } = held.separation
  const strokes = requireStrokes(opened.project)
  return decomposingAlone(session, async () => {
    const charges = chargesOf({ groups: groupsOf(opened.project), strokes }, factors)
    const refinement = { settings: refinementSettings(opened.project), factors, charges }
    const result = await runRefine(samples, refinement, control)
    const { binCount, frameCount } = result.factors
    const { cost, stopReason, costCurves, chosenRestart } = result
    const refined = {
      ...opened,
      W: new Float32Array(result.factors.W),
      H: new Float32Array(result.factors.H),
      project: {
        ...opened.project,
        decomposition: {
          binCount,
          frameCount,
          iterations: result.iterations,
          cost,
          stopReason,
          costCurves,
          chosenRestart,
          agreement: null,
          refinements: opened.project.decomposition.refinements,
        },
      },
    }
    return takeDecomposition(session, refined, { samples, costSeconds: result.costSeconds, control })
  })
}

/** @throws ShellacError 'bad-argument' where no stroke says anything of components that are there */
function requireStrokes(project: Project): ReturnType<typeof gridStrokesOf> {
  const strokes = gridStrokesOf(project)
  if (strokes.length > 0) return strokes
  throw new ShellacError('bad-argument', 'Nothing is painted that could be refined; paint a stroke first.')
}

/** The spectra of components that were learned stay. 'em' knows no prices: 'mm' is taken for it. */
function refinementSettings(project: Project): DecomposeSettings {
  const settings = settingsIn(project)
  const spectra = project.analysis.learned.flatMap(({ components }) => components)
  return {
    ...settings,
    algorithm: settings.algorithm === 'em' ? 'mm' : settings.algorithm,
    maxIterations: iterations,
    restarts: 1,
    ...(spectra.length > 0 ? { fixed: { spectra } } : {}),
  }
}
