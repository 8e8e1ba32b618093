import { randomUUID } from 'node:crypto'
import type { MonoRecording } from '@core/audio/channels/downmix'
import { mostRenderedSamples } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, SessionId } from '@core/contract/ids'
import type { JobControl } from '@core/contract/job'
import type { OpenedProject, ProjectRecording } from '../projectFile/projectFile'
import type { OpenedRecording } from '../recordings'
import { createArtifacts, type Artifacts } from './artifacts'

/** A recording that a person works on, with what was made of it. */
export interface Session {
  readonly id: SessionId
  readonly recording: OpenedRecording
  readonly artifacts: Artifacts
  mono: MonoRecording
  /** As projects store the recording; encoded when it is first needed. */
  stored: ProjectRecording | undefined
  decomposed: DecomposedSession | undefined
  /** Absolute path of the recording's file, which is never written; undefined when only a project holds it. */
  readonly recordingPath: string | undefined
  /** Absolute paths of the projects it was opened from or saved to, which no export may replace. */
  readonly projectPaths: Set<string>
  /** True while the mono recording or the decomposition is being replaced. */
  isChanging: boolean
  isClosed: boolean
}

export interface DecomposedSession {
  /** The project as it was when it was decomposed or opened; edits come with each request. */
  readonly opened: OpenedProject
  readonly dictionary: ArtifactId
  readonly activations: ArtifactId
}

export interface Sessions {
  open(parts: Pick<Session, 'recording' | 'mono' | 'stored' | 'recordingPath' | 'projectPaths'>): Session
  /** @throws ShellacError 'unknown-session' */
  get(id: SessionId): Session
  /** @throws ShellacError 'unknown-session' */
  close(id: SessionId): void
  /** @throws ShellacError 'unknown-artifact' */
  artifact(id: ArtifactId): Uint8Array
}

const roomForAudio = mostRenderedSamples * Float32Array.BYTES_PER_ELEMENT

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
      const session: Session = {
        ...parts,
        // Never given twice, so that a session of an engine that has ended is not taken for one of the next.
        id: randomUUID() as SessionId,
        artifacts: createArtifacts(roomForAudio),
        decomposed: undefined,
        isChanging: false,
        isClosed: false,
      }
      sessions.set(session.id, session)
      return session
    },
    close(id) {
      const session = get(id)
      session.isClosed = true
      session.artifacts.clear()
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

/** What was decomposed. @throws ShellacError 'bad-argument' before that */
export function requireDecomposed({ decomposed, recording }: Session): DecomposedSession {
  if (decomposed) return decomposed
  throw new ShellacError('bad-argument', `${recording.name} is not decomposed yet.`)
}

/** The control of a job that also ends when its session is closed. */
export function withinSession(session: Session, control: JobControl): JobControl {
  return { ...control, wish: () => (session.isClosed ? 'cancel' : control.wish()) }
}

/**
 * Does what replaces the mono recording or the decomposition, one such work at a time.
 * @throws ShellacError 'bad-argument' while another goes on
 */
export async function changing<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
  if (session.isChanging) {
    throw new ShellacError('bad-argument', `${session.recording.name} is being decomposed already.`)
  }
  session.isChanging = true
  try {
    return await work()
  } finally {
    session.isChanging = false
  }
}
