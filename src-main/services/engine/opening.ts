/** Engine methods that open a recording or a project, and choose what of it is heard. */
import { resolve } from 'node:path'
import type { AudioData } from '@core/audio/audioData'
import { toMono, type MonoRecording } from '@core/audio/channels/downmix'
import { computePeaks } from '@core/audio/levels/peaks'
import type { EngineRequest, EngineResult, OpenedRecording } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import type { RecordingReference, RecordingStorage } from '@core/project/project'
import { pause } from '../../engine/pause'
import { measureLevels } from '../levels'
import * as projectFile from '../projectFile/projectFile'
import { audioOf, entryFor, monoOf, referenceTo } from '../projects'
import * as recordings from '../recordings'
import { bytesOf, takeDecomposition } from './decomposing'
import { changing, withinSession, type Session, type Sessions } from './sessions'

/** Enough for a waveform across the widest screen, zoomed in a few times. */
const mostPeaks = 2 ** 15

/** Share of the work of opening that is reading and decoding; the rest is measuring levels. */
const readingShare = 0.5

export async function openRecording(
  sessions: Sessions,
  { file }: EngineRequest<'openRecording'>,
  control: JobControl,
): Promise<OpenedRecording> {
  control.report({ stage: 'reading', done: 0 })
  const recording = await recordings.openRecording(file)
  control.report({ stage: 'reading', done: readingShare })
  await pause(control)
  const mono = toMono(recording.audio, 'auto')
  const levels = await levelsOf(recording.audio, control)
  const session = sessions.open({
    recording,
    mono,
    stored: undefined,
    recordingPath: recording.path,
    projectPaths: new Set(),
  })
  return { session: session.id, levels, ...describe(session) }
}

export async function openProject(
  sessions: Sessions,
  { file }: EngineRequest<'openProject'>,
  control: JobControl,
): Promise<EngineResult<'openProject'>> {
  control.report({ stage: 'reading', done: 0 })
  const opened = await projectFile.openProject(file)
  await pause(control)
  const { audio, mono } = await recordingIn(opened)
  control.report({ stage: 'reading', done: readingShare })
  await pause(control)
  const levels = await levelsOf(audio, control)
  const { name, sha256, byteLength } = opened.project.recording
  const path = resolve(file)
  const recordingPath = opened.recording.kind === 'linked' ? opened.recording.path : undefined
  const session = sessions.open({
    recording: { path: recordingPath ?? path, name, sha256, byteLength, audio },
    mono,
    stored: opened.recording,
    recordingPath,
    projectPaths: new Set([path]),
  })
  const decomposed = takeDecomposition(session, opened)
  return { session: session.id, levels, ...describe(session), ...decomposed }
}

/** The embedded copy is exact in its samples; what the original was else, the project remembers. */
async function recordingIn(
  opened: projectFile.OpenedProject,
): Promise<{ audio: AudioData; mono: MonoRecording }> {
  const { format, tags, warnings, channel, lag, description } = opened.project.recording
  const audio = { ...(await audioOf(opened)), format, tags, warnings }
  const samples = monoOf(opened.project, audio)
  return { audio, mono: { samples, channel, lag, description, warnings: [] } }
}

function levelsOf(audio: AudioData, control: JobControl): Promise<OpenedRecording['levels']> {
  return measureLevels(audio, control, (share) =>
    control.report({ stage: 'reading', done: readingShare + (1 - readingShare) * share }),
  )
}

export function chooseChannel(
  session: Session,
  { channel }: EngineRequest<'chooseChannel'>,
  control: JobControl,
): Promise<EngineResult<'chooseChannel'>> {
  return changing(session, async () => {
    const mono = toMono(session.recording.audio, channel)
    await pause(withinSession(session, control))
    session.mono = mono
    session.decomposed = undefined
    session.artifacts.clear()
    return describe(session)
  })
}

function describe(session: Session): { recording: RecordingReference; peaks: OpenedRecording['peaks'] } {
  const { recording, mono, stored, artifacts } = session
  const { samples } = mono
  const { min, max } = computePeaks(samples, Math.min(samples.length, mostPeaks))
  const both = new Float32Array(2 * min.length)
  both.set(min)
  both.set(max, min.length)
  const storage: RecordingStorage =
    stored?.kind === 'linked'
      ? { kind: 'linked', path: stored.path }
      : { kind: 'embedded', entry: stored?.entry ?? entryFor(recording.audio) }
  return { recording: referenceTo(recording, mono, storage), peaks: artifacts.keep(bytesOf(both)) }
}
