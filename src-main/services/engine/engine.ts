import type { EngineMethod, EngineRequest, EngineResult } from '@core/contract/engine'
import type { ArtifactId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import type { Resumable } from '../keeping/decomposeResumably'
import { systemRoom, type Room } from '../needs/room'
import { compareAlgorithms, compareSmoothness } from './comparing'
import { decompose, placesOf } from './decomposing'
import { createEstimator, estimateDecomposition } from './estimating'
import {
  chooseChannel,
  countClicks,
  findGrooves,
  openProject,
  openUndecomposed,
  openRecording,
} from './opening'
import { exportPicture } from './pictureExport'
import { spectrogramTile } from './picturing'
import { refine } from './refining'
import { restoreDecomposition } from './restoring'
import { exportAudio, renderAudio, saveProject } from './rendering'
import { suggestSmoothness } from './searching'
import { createSessions } from './sessions'
import { splitComponents } from './splitting'

export type EngineHandlers = {
  readonly [Method in EngineMethod]: (
    request: EngineRequest<Method>,
    control: JobControl,
  ) => Promise<EngineResult<Method>>
}

/** The engine itself, without any process around it. */
export interface Engine {
  readonly handlers: EngineHandlers
  /** @throws ShellacError 'unknown-artifact' */
  artifact(id: ArtifactId): Uint8Array
}

export interface EngineSettings {
  /** Where decompositions leave how far they are; left out: nowhere. */
  readonly resumable?: Resumable
  /** Memory and disks; those of the system, if left out. */
  readonly room?: Room
}

/** An engine without sessions. Requests are trusted: whoever takes them from elsewhere parses them before. */
export function createEngine({ resumable, room = systemRoom }: EngineSettings = {}): Engine {
  const sessions = createSessions()
  const estimator = createEstimator()
  const places = placesOf(resumable)
  const handlers: EngineHandlers = {
    openRecording: (request, control) => openRecording(sessions, request, control),
    openProject: (request, control) => openProject(sessions, request, control),
    openUndecomposed: (request, control) => openUndecomposed(sessions, request, control),
    chooseChannel: async (request, control) => chooseChannel(sessions.get(request.session), request, control),
    countClicks: async (request, control) => countClicks(sessions.get(request.session), request, control),
    findGrooves: async (request, control) => findGrooves(sessions.get(request.session), request, control),
    estimate: async ({ session, settings }) =>
      estimateDecomposition(sessions.get(session), settings, { estimator, places, room }),
    decompose: async (request, control) =>
      decompose(sessions.get(request.session), request, { control, resumable, room }),
    restoreDecomposition: async (request, control) =>
      restoreDecomposition(sessions.get(request.session), request, control),
    saveProject: async (request, control) => saveProject(sessions.get(request.session), request, control),
    renderAudio: async (request, control) => renderAudio(sessions.get(request.session), request, control),
    spectrogramTile: async (request, control) =>
      spectrogramTile(sessions.get(request.session), request, control),
    compareAlgorithms: async (request, control) =>
      compareAlgorithms(sessions.get(request.session), request, control),
    compareSmoothness: async (request, control) =>
      compareSmoothness(sessions.get(request.session), request, control),
    refine: async (request, control) => refine(sessions.get(request.session), request, control),
    splitComponents: async (request, control) =>
      splitComponents(sessions.get(request.session), request, control),
    suggestSmoothness: async (request, control) =>
      suggestSmoothness(sessions.get(request.session), request, control),
    exportPicture: async (request, control) => exportPicture(sessions.get(request.session), request, control),
    exportAudio: async (request, control) => exportAudio(sessions.get(request.session), request, control),
    closeSession: async ({ session }) => {
      sessions.close(session)
      return Promise.resolve(null)
    },
  }
  return { handlers, artifact: (id) => sessions.artifact(id) }
}
