import { randomUUID } from 'node:crypto'
import type { Samples } from '@core/audio/audioData'
import type { ChannelChoice, DownmixRecipe } from '@core/audio/channels/downmix'
import { mostRenderedSamples, type EngineResult } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, DecompositionId, SessionId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import { recordingOf, type Separation } from '@core/separation/renderOutputs'
import type { OpenedProject, ProjectRecording } from '../projectFile/projectFile'
import type { OpenedRecording } from '../recordings'
import { createArtifacts, type Artifacts } from './artifacts'
import { createDeclickedRecordings, type DeclickedRecordings, type HeldSamples } from './declickedRecordings'
import { createDenoisedRecordings, type DenoisedRecordings } from './denoisedRecordings'
import { createMonoRecordings, type MonoRecordings } from './monoRecordings'
import { createTilePyramids, type TilePyramids } from './tilePyramids'

/** A recording that a person works on, with what was made of it. */
export interface Session {
  readonly id: SessionId
  readonly recording: OpenedRecording
  readonly artifacts: Artifacts
  readonly monos: MonoRecordings
  readonly declicked: DeclickedRecordings
  readonly denoised: DenoisedRecordings
  readonly tiles: TilePyramids
  /** What was said of each channel that was chosen. */
  readonly described: Map<ChannelChoice, EngineResult<'chooseChannel'>>
  /** Oldest first. */
  readonly decompositions: Map<DecompositionId, HeldDecomposition>
  /** As projects store the recording; encoded when it is first needed. */
  stored: ProjectRecording | undefined
  /** Absolute path of the recording's file, which is never written; undefined when only a project holds it. */
  readonly recordingPath: string | undefined
  /** Absolute paths of the projects it was opened from or saved to, which no export may replace. */
  readonly projectPaths: Set<string>
  /** JSON of the report of the newest export; undefined until there is one. */
  report: Uint8Array | undefined
  isDecomposing: boolean
  isClosed: boolean
}

export interface HeldDecomposition {
  /** The project as it was when it was decomposed, opened or restored; edits come with each request. */
  readonly opened: OpenedProject
  /** The same factors with the mono recording that they were made of: all that rendering needs. */
  readonly separation: Separation
}

/** What a session is opened with. */
type SessionParts = Pick<Session, 'recording' | 'stored' | 'recordingPath' | 'projectPaths'>

export interface Sessions {
  open(parts: SessionParts): Session
  /** @throws ShellacError 'unknown-session' */
  get(id: SessionId): Session
  /** @throws ShellacError 'unknown-session' */
  close(id: SessionId): void
  /** @throws ShellacError 'unknown-artifact' */
  artifact(id: ArtifactId): Uint8Array
}

const roomForAudio = mostRenderedSamples * Float32Array.BYTES_PER_ELEMENT
/** Bytes: a picture of an hour in its coarser half, or some of three minutes whole. */
const roomForTiles = 96 * 2 ** 20

export function createSessions(): Sessions {
  const sessions = new Map<SessionId, Session>()

  function get(id: SessionId): Session {
    const session = sessions.get(id)
    if (session) return session
    throw new ShellacError('unknown-session', `There is no session ${id} in this engine.`)
  }

  return {
    get,
    open(parts) {
      const session = createSession(parts)
      sessions.set(session.id, session)
      return session
    },
    close(id) {
      const session = get(id)
      session.isClosed = true
      session.artifacts.clear()
      session.tiles.clear()
      sessions.delete(id)
    },
    artifact(id) {
      for (const { artifacts } of sessions.values()) {
        const bytes = artifacts.get(id)
        if (bytes) return bytes
      }
      throw new ShellacError('unknown-artifact', `There is no artifact ${id} in this engine.`)
    },
  }
}

function createSession(parts: SessionParts): Session {
  const decompositions: Session['decompositions'] = new Map()
  const held = ({ channel, lag }: DownmixRecipe): Samples | undefined => {
    const same = [...decompositions.values()].find(({ opened: { project } }) => {
      return project.recording.channel === channel && project.recording.lag === lag
    })
    return same && recordingOf(same.separation)
  }
  const analysed = (): HeldSamples[] =>
    [...decompositions.values()].map(({ opened: { project }, separation }) => ({
      recipe: project.recording,
      declick: project.analysis.declick,
      analysed: separation,
    }))
  return {
    ...parts,
    // Never given twice, so that a session of an engine that has ended is not taken for one of the next.
    id: randomUUID() as SessionId,
    artifacts: createArtifacts(roomForAudio),
    monos: createMonoRecordings(parts.recording.audio, held),
    declicked: createDeclickedRecordings(parts.recording.audio.sampleRate, analysed),
    denoised: createDenoisedRecordings(parts.recording.audio.sampleRate),
    tiles: createTilePyramids(roomForTiles),
    described: new Map(),
    decompositions,
    report: undefined,
    isDecomposing: false,
    isClosed: false,
  }
}

/** @throws ShellacError 'bad-argument' for an id that this session did not give */
export function requireDecomposition(session: Session, id: DecompositionId): HeldDecomposition {
  const held = session.decompositions.get(id)
  if (held) return held
  const message = `There is no decomposition ${id} of ${session.recording.name} in this engine; decompose it, or restore it.`
  throw new ShellacError('bad-argument', message)
}

/** The control of a job that also ends when its session is closed. */
export function withinSession(session: Session, control: JobControl): JobControl {
  return { ...control, wish: () => (session.isClosed ? 'cancel' : control.wish()) }
}

/**
 * Does what decomposes, one such work at a time.
 * @throws ShellacError 'bad-argument' while another goes on
 */
export async function decomposingAlone<Result>(
  session: Session,
  work: () => Promise<Result>,
): Promise<Result> {
  if (session.isDecomposing) {
    throw new ShellacError('bad-argument', `${session.recording.name} is being decomposed already.`)
  }
  session.isDecomposing = true
  try {
    return await work()
  } finally {
    session.isDecomposing = false
  }
}
