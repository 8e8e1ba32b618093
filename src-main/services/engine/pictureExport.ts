/** The engine method that draws pictures into files. */
import { basename } from 'node:path'
import type { EngineRequest, EngineResult } from '@core/contract/engine'
import type { DecompositionId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import type { Factors } from '@core/nmf/factors'
import { recordingOf } from '@core/separation/renderOutputs'
import { defaultSettings } from '../../engine/defaultSettings'
import * as pictures from '../pictures/exportPicture'
import type { PictureDocument } from '../pictures/pictureDocument'
import { refuseRecording } from '../recordings'
import { editedProject, recordingPaths } from './rendering'
import { requireDecomposition, withinSession, type Session } from './sessions'

export async function exportPicture(
  session: Session,
  request: EngineRequest<'exportPicture'>,
  control: JobControl,
): Promise<EngineResult<'exportPicture'>> {
  const target = {
    wish: request.picture,
    path: request.file,
    format: request.format,
    overwrite: request.overwrite,
    protectedPaths: [...recordingPaths(session), ...session.projectPaths],
  }
  if (request.document) await refuseRecording(request.file, request.document.project.recording)
  const document = documentOf(session, request)
  await pictures.exportPicture(document, target, withinSession(session, control))
  return { name: basename(request.file) }
}

function documentOf(
  session: Session,
  { document, channel }: EngineRequest<'exportPicture'>,
): PictureDocument {
  const { name, audio } = session.recording
  const { sampleRate } = audio
  const otherFactors = (id: DecompositionId): Factors => requireDecomposition(session, id).separation.factors
  const common = { name, sampleRate, otherFactors }
  if (!document) {
    const { samples } = session.monos.choose(channel)
    return {
      ...common,
      samples,
      untouched: samples,
      framing: defaultSettings(sampleRate).framing,
      decomposed: null,
    }
  }
  const held = requireDecomposition(session, document.decomposition)
  const { samples, denoised, framing, factors } = held.separation
  const { project } = editedProject(held, document.project)
  const untouched = recordingOf(held.separation)
  return { ...common, samples, untouched, denoised, framing, decomposed: { project, factors } }
}
