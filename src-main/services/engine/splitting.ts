/** The engine method that decomposes components again. */
import type { Decomposed, EngineRequest } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import { splitOf } from '../splits'
import { takeDecomposition } from './decomposing'
import { decomposingAlone, requireDecomposition, withinSession, type Session } from './sessions'

export function splitComponents(
  session: Session,
  { decomposition, project, components, into }: EngineRequest<'splitComponents'>,
  ownControl: JobControl,
): Promise<Decomposed> {
  const control = withinSession(session, ownControl)
  const { opened, separation } = requireDecomposition(session, decomposition)
  const { samples } = separation
  return decomposingAlone(session, async () => {
    const source = { opened: { ...opened, project }, samples }
    const split = await splitOf(source, { components, into }, { control })
    return takeDecomposition(session, split.opened, { samples, costSeconds: split.costSeconds, control })
  })
}
