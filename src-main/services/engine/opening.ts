/** Engine methods that open a recording or a project, and choose what of it is heard. */
import { resolve } from 'node:path'
import type { AudioData } from '@core/audio/audioData'
import { toMono, type ChannelChoice, type MonoRecording } from '@core/audio/channels/downmix'
import { computePeaks } from '@core/audio/levels/peaks'
import type { EngineRequest, EngineResult, OpenedRecording, ProjectState } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { RecordingStorage } from '@core/project/project'
import * as surface from '../../engine/surface'
import { pause } from '../../engine/pause'
import { measureLevels } from '../levels'
import { openProjectInPart, type ProjectInPart } from '../projectFile/openInPart'
import { audioOf, embedRecording, entryFor, monoOf, referenceTo } from '../projects'
import * as recordings from '../recordings'
import { bytesOf, takeDecomposition } from './decomposing'
import { withinSession, type Session, type Sessions } from './sessions'

/** Enough for a waveform across the widest screen, zoomed in a few times. */
const mostPeaks = 2 ** 15

/** Share of the work of opening that is reading and decoding; the rest is measuring levels. */
const readingShare = 0.5

export async function openRecording(
  sessions: Sessions,
  { file, decoded }: EngineRequest<'openRecording'>,
  control: JobControl,
): Promise<OpenedRecording> {
  control.report({ stage: 'reading', done: 0 })
  const recording =
    decoded === undefined
      ? await recordings.openRecording(file)
      : await recordings.openDecodedRecording(file, decoded)
  control.report({ stage: 'reading', done: readingShare })
  await pause(control)
  const levels = await levelsOf(recording.audio, control)
  const session = sessions.open({
    recording,
    stored: undefined,
    recordingPath: recording.path,
    projectPaths: new Set(),
  })
  return { session: session.id, levels, ...describeChannel(session, 'auto') }
}

export async function openProject(
  sessions: Sessions,
  request: EngineRequest<'openProject'>,
  control: JobControl,
): Promise<EngineResult<'openProject'>> {
  const begun = await beginProject(sessions, request, control)
  const { session, mono } = begun
  const { factors, project, report } = begun.found
  try {
    if (!factors) throw componentsLost(begun.found, request.file)
    session.stored ??= await embedRecording(session.recording.audio)
    const { declick } = project.analysis
    const { samples } = await session.declicked.of(mono, declick, control)
    const content = { project, ...factors, recording: session.stored, report }
    const decomposed = await takeDecomposition(session, content, { samples, costSeconds: null, control })
    return { ...describeProject(begun), ...decomposed }
  } catch (error) {
    // Who gives up here has not opened anything.
    sessions.close(session.id)
    throw error
  }
}

export async function openUndecomposed(
  sessions: Sessions,
  request: EngineRequest<'openUndecomposed'>,
  control: JobControl,
): Promise<EngineResult<'openUndecomposed'>> {
  const begun = await beginProject(sessions, request, control)
  return { ...describeProject(begun), project: begun.found.project }
}

function componentsLost({ damage }: ProjectInPart, file: string): ShellacError {
  const message = `${file} is damaged. ${damage.join(' ')}`
  return new ShellacError('damaged-project', message, { path: file, lost: 'components' })
}

/** A project whose recording is open. */
interface BegunProject {
  readonly session: Session
  readonly found: ProjectInPart
  readonly mono: MonoRecording
  readonly levels: OpenedRecording['levels']
}

async function beginProject(
  sessions: Sessions,
  { file, recording: elsewhere, embeds = false }: EngineRequest<'openProject'>,
  control: JobControl,
): Promise<BegunProject> {
  control.report({ stage: 'reading', done: 0 })
  const found = await openProjectInPart(file, { recording: elsewhere })
  await pause(control)
  const { audio, mono } = await recordingIn(found)
  control.report({ stage: 'reading', done: readingShare })
  await pause(control)
  const levels = await levelsOf(audio, control)
  const { name, sha256, byteLength, storage } = found.project.recording
  const { recording } = found
  const recordingPath = recording.kind === 'linked' && !embeds ? recording.path : undefined
  const session = sessions.open({
    recording: { path: recordingPath ?? resolve(file), name, sha256, byteLength, audio },
    // What took the place of a damaged copy is embedded again.
    stored: recording.kind === storage.kind && !embeds ? recording : undefined,
    recordingPath,
    projectPaths: new Set([resolve(file)]),
  })
  return { session, found, mono, levels }
}

function describeProject({ session, found, mono, levels }: BegunProject): OpenedRecording & ProjectState {
  const { revision, damage, isRelinked } = found
  return { session: session.id, levels, ...describe(session, mono), revision, damage, isRelinked }
}

/** The embedded copy is exact in its samples; what the original was else, the project remembers. */
async function recordingIn(opened: ProjectInPart): Promise<{ audio: AudioData; mono: MonoRecording }> {
  const { format, tags, channel, lag, description } = opened.project.recording
  const decoded = await audioOf(opened)
  const samples = monoOf(opened.project, decoded)
  const { ofFile, ofChannel } = partWarnings(opened, decoded)
  const audio = { ...decoded, format, tags, warnings: ofFile }
  return { audio, mono: { samples, channel, lag, description, warnings: ofChannel } }
}

/** A project has one list of warnings; what was said of its channel does not hold for another one. */
function partWarnings(
  { project }: ProjectInPart,
  audio: AudioData,
): { ofFile: string[]; ofChannel: string[] } {
  const { warnings, channel } = project.recording
  if (warnings.length === 0 || audio.channels.length === 1) return { ofFile: [...warnings], ofChannel: [] }
  const said = new Set((['auto', channel] as const).flatMap((choice) => toMono(audio, choice).warnings))
  return {
    ofFile: warnings.filter((warning) => !said.has(warning)),
    ofChannel: warnings.filter((warning) => said.has(warning)),
  }
}

function levelsOf(audio: AudioData, control: JobControl): Promise<OpenedRecording['levels']> {
  return measureLevels(audio, control, (share) =>
    control.report({ stage: 'reading', done: readingShare + (1 - readingShare) * share }),
  )
}

export async function countClicks(
  session: Session,
  { channel }: EngineRequest<'countClicks'>,
  control: JobControl,
): Promise<EngineResult<'countClicks'>> {
  const { samples } = session.monos.choose(channel)
  return surface.countClicks(samples, session.recording.audio.sampleRate, withinSession(session, control))
}

export async function findGrooves(
  session: Session,
  { channel }: EngineRequest<'findGrooves'>,
  control: JobControl,
): Promise<EngineResult<'findGrooves'>> {
  const { samples } = session.monos.choose(channel)
  return surface.findGrooves(samples, session.recording.audio.sampleRate, withinSession(session, control))
}

export async function chooseChannel(
  session: Session,
  { channel }: EngineRequest<'chooseChannel'>,
  control: JobControl,
): Promise<EngineResult<'chooseChannel'>> {
  const described = describeChannel(session, channel)
  await pause(withinSession(session, control))
  return described
}

function describeChannel(session: Session, choice: ChannelChoice): EngineResult<'chooseChannel'> {
  const described = session.described.get(choice) ?? describe(session, session.monos.choose(choice))
  session.described.set(choice, described)
  return described
}

function describe(session: Session, mono: MonoRecording): EngineResult<'chooseChannel'> {
  const { samples } = mono
  const { min, max } = computePeaks(samples, Math.min(samples.length, mostPeaks))
  const both = new Float32Array(2 * min.length)
  both.set(min)
  both.set(max, min.length)
  return {
    recording: referenceTo(session.recording, mono, storageIn(session)),
    peaks: session.artifacts.keep(bytesOf(both)),
  }
}

/** How a project of this session stores its recording. */
export function storageIn({ stored, recording }: Session): RecordingStorage {
  if (stored?.kind === 'linked') return { kind: 'linked', path: stored.path }
  return { kind: 'embedded', entry: stored?.entry ?? entryFor(recording.audio) }
}
