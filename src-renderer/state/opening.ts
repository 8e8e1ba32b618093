/** Opening a recording or a project in place of what is open. */
import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { OpenedRecording, ProjectState } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { WorkId } from '@core/contract/ids'
import type { PickedFile } from '@core/contract/page'
import type { Project } from '@core/project/project'
import { decodeInPage } from '../audio/decodeInPage'
import { stretchOf } from './learning'
import { presets, wishOf } from './presets'
import { projectFileOf } from './reopening'
import type { Work } from './work.svelte'
import { channelNames, type WorkDocument } from './workDocument'
import type { Origin } from './workSnapshot'

/** What a person said of a project that does not open by itself. */
export interface OpenHow {
  /** Where its recording is. */
  readonly recording?: PickedFile
  /** Its components are damaged; the rest is wanted. */
  readonly isUndecomposed?: true
}

/** What there is to say of a project; null for a recording. */
export async function openWork(
  work: Work,
  picked: PickedFile,
  how: OpenHow = {},
): Promise<ProjectState | null> {
  const isProject = picked.name.toLowerCase().endsWith('.shellac')
  work.opening = picked.name
  try {
    if (isProject) return await openProject(work, picked, how)
    await openRecording(work, picked)
    return null
  } finally {
    work.opening = null
  }
}

/** The channel that is analysed; what was made of another one stays in the history. */
export async function chooseChannel(work: Work, channel: ChannelChoice): Promise<void> {
  const { id } = work.requireSession()
  const { recording, peaks } = await work.shell.engine.call('chooseChannel', { session: id, channel })
  const label = `Listen to ${channelNames[channel]}`
  work.document.commit(label, ({ learned }) => ({ channel, recording, peaks, learned, decomposed: null }))
}

async function openRecording(work: Work, picked: PickedFile): Promise<void> {
  const { opened, decoded } = await readRecording(work, picked)
  const origin: Origin = { ...picked, kind: 'recording', ...(decoded ? { decoded } : {}) }
  begin(work, origin, opened, { decomposed: null })
  work.settings = presets.standard.settings
}

async function readRecording(
  { jobs, shell }: Work,
  { file, name }: PickedFile,
): Promise<{ opened: OpenedRecording; decoded?: PickedFile }> {
  try {
    return { opened: await jobs.run('open', 'openRecording', { file }) }
  } catch (error) {
    if (!isDecodableInPage(error)) throw error
    const decoded = await shell.takeFile(await decodeInPage(name, await shell.fileBytes(file)))
    const opened = await jobs.run('open', 'openRecording', { file, decoded: decoded.file })
    return { opened, decoded }
  }
}

/** The engine has no decoder for it, but the browser may. */
function isDecodableInPage(error: unknown): boolean {
  return error instanceof ShellacError && error.details.decodable === 'page'
}

async function openProject(
  work: Work,
  picked: PickedFile,
  { recording, isUndecomposed }: OpenHow,
): Promise<ProjectState> {
  const origin: Origin = { ...picked, kind: 'project', ...(recording && { recording }) }
  const request = projectFileOf(origin)
  if (isUndecomposed) {
    const opened = await work.jobs.run('open', 'openUndecomposed', request)
    begin(work, { ...origin, isUndecomposed }, opened, { decomposed: null, lost: opened.project })
    return takeState(work, picked, opened)
  }
  const opened = await work.jobs.run('open', 'openProject', request)
  await work.factors.load(opened)
  const { decomposition, project, components, dictionary, activations, clicks, costSeconds } = opened
  const decomposed = { decomposition, project, components, dictionary, activations, clicks, costSeconds }
  begin(work, origin, opened, { decomposed })
  return takeState(work, picked, opened)
}

function takeState(
  work: Work,
  picked: PickedFile,
  opened: ProjectState & { readonly project: Project },
): ProjectState {
  const { project, revision, damage, isRelinked } = opened
  // What is damaged is not replaced by what was left of it.
  const isSavable = !picked.isCopy && damage.length === 0
  work.place.set({ target: isSavable ? { ...picked, isDownload: false, mayReplace: true } : null, revision })
  work.settings = wishOf(project.analysis, project.recording.sampleRate)
  if (isRelinked || damage.length > 0) work.document.markUnsaved()
  return { revision, damage, isRelinked }
}

function begin(
  work: Work,
  origin: Origin,
  { session, levels, recording, peaks }: OpenedRecording,
  found: Pick<WorkDocument, 'decomposed' | 'lost'>,
): void {
  work.begin({ id: session, work: crypto.randomUUID() as WorkId, origin, levels })
  // A recording whose channels were shifted against each other is only had by the choice that shifts them.
  const channel = origin.kind === 'project' && recording.lag === 0 ? recording.channel : 'auto'
  const project = found.decomposed?.project ?? found.lost
  const learned = (project?.analysis.learned ?? []).map(stretchOf)
  work.document.open({ channel, recording, peaks, learned, ...found })
}
