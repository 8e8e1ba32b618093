/** The engine method that suggests a smoothness. */
import { excerptSeconds, loudestStretch } from '@core/audio/excerpt'
import type { EngineRequest, EngineResult } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import { smoothnessCandidates } from '@core/nmf/smoothnessValidation'
import { searchSmoothness } from '../../engine/validate'
import { settingsOf } from './decomposing'
import { decomposingAlone, withinSession, type Session } from './sessions'

export function suggestSmoothness(
  session: Session,
  { channel, settings }: EngineRequest<'suggestSmoothness'>,
  control: JobControl,
): Promise<EngineResult<'suggestSmoothness'>> {
  const { sampleRate } = session.recording.audio
  return decomposingAlone(session, async () => {
    const { samples } = session.monos.choose(channel)
    const { start, end } = loudestStretch(samples, sampleRate, excerptSeconds)
    const search = { settings: settingsOf(settings, sampleRate), smoothnesses: smoothnessCandidates }
    const scores = await searchSmoothness(
      samples.subarray(start, end),
      search,
      withinSession(session, control),
    )
    return { scores, start, end }
  })
}
