import type { ChannelChoice } from '@core/audio/channels/downmix'
import type {
  Decomposed,
  DecompositionEstimate,
  DecompositionWish,
  EngineRequest,
  EngineResult,
  Exported,
  OpenedRecording,
  ProjectState,
  RecordingLevels,
} from '@core/contract/engine'
import type { ExportWish } from '@core/contract/exports'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, FileId, JobId, SessionId, WorkId } from '@core/contract/ids'
import type { PickedFile, ProjectOwner, SaveTarget } from '@core/contract/page'
import type { Edit } from '@core/project/edits'
import type { Project } from '@core/project/project'
import type { Split } from '@core/project/splitEdit'
import { pieceNumbers } from '@core/separation/splitPlan'
import { decodeInPage } from '../audio/decodeInPage'
import type { Shell } from '../shell/shell'
import { DocumentState } from './documentState.svelte'
import { FactorStore } from './factors.svelte'
import { splitLabel } from './groupingLabels'
import { mapHistory, valuesOf } from './history'
import { Jobs } from './jobs.svelte'
import { groupsKept, keptReport, type KeptReport } from './keptGroups'
import { stretchOf } from './learning'
import { presets, wishOf } from './presets'
import { projectFileOf, reopen, type FactorFiles } from './reopening'
import { channelNames, editProject, requireDecomposed, takeVariant, type WorkDocument } from './workDocument'
import type { Origin, WorkSnapshot } from './workSnapshot'

interface OpenSession {
  readonly id: SessionId
  readonly work: WorkId
  readonly origin: Origin
  readonly levels: RecordingLevels
}

/** What a person said of a project that does not open by itself. */
export interface OpenHow {
  /** Where its recording is. */
  readonly recording?: PickedFile
  /** Its components are damaged; the rest is wanted. */
  readonly isUndecomposed?: true
}

/**
 * The recording or project that is open, and all that is done with it by the engine. Methods reject with a ShellacError; what they
 * were about is then as it was before.
 */
export class Work {
  readonly document = new DocumentState()
  readonly jobs: Jobs
  readonly factors: FactorStore
  readonly #shell: Shell
  #session = $state.raw<OpenSession | null>(null)
  #target = $state.raw<SaveTarget | null>(null)
  #owner = $state.raw<ProjectOwner | null>(null)
  /** Of the target, as it was when it was opened or saved here. */
  #revision: string | null = null
  /** What the next analysis is to be made with. */
  settings = $state.raw<DecompositionWish>(presets.standard.settings)
  /** Whether the next analysis takes over names, groups and mix where components clearly match. */
  keepsGroups = $state(true)
  #opening = $state<string | null>(null)
  #recovery: Promise<void> | null = null

  constructor(shell: Shell) {
    this.#shell = shell
    this.jobs = new Jobs(shell.engine)
    this.factors = new FactorStore(shell.engine)
  }

  /** Name of the file that is being opened. */
  get opening(): string | null {
    return this.#opening
  }

  get session(): OpenSession | null {
    return this.#session
  }

  /** Where the project was saved or opened, undefined before that. */
  get target(): SaveTarget | null {
    return this.#target
  }

  get project(): Project | null {
    return this.document.current?.decomposed?.project ?? null
  }

  /** What the window is called: the project's file, else the recording's. */
  get title(): string | null {
    const name = this.#target?.name ?? this.#session?.origin.name ?? null
    return name !== null && this.#owner ? `${name} (read-only)` : name
  }

  /** The project is somebody else's to save: here it is saved under another name only. */
  leaveTo(owner: ProjectOwner): void {
    this.#owner = owner
    this.#target = null
  }

  /** The project is saved over from now on, unless it was changed since it was opened here. */
  takeOver(): void {
    if (!this.#owner || !this.#session) return
    const { file, name } = this.#session.origin
    this.#owner = null
    this.#target = { file, name, isDownload: false, mayReplace: true }
  }

  /** Opens a recording or a project in place of what is open. What there is to say of a project; null for a recording. */
  async open(picked: PickedFile, how: OpenHow = {}): Promise<ProjectState | null> {
    const isProject = picked.name.toLowerCase().endsWith('.shellac')
    const before = this.#session
    this.#opening = picked.name
    let state: ProjectState | null = null
    try {
      if (isProject) state = await this.#openProject(picked, how)
      else await this.#openRecording(picked)
    } finally {
      this.#opening = null
    }
    if (before) this.#forget(before)
    return state
  }

  /** Closes what is open without asking. */
  close(): void {
    if (this.#session) this.#forget(this.#session)
    this.#session = null
    this.#target = null
    this.#owner = null
    this.document.close()
    this.factors.clear()
  }

  /** The channel that is analysed; what was made of another one stays in the history. */
  async chooseChannel(channel: ChannelChoice): Promise<void> {
    const { id } = this.#required()
    const { recording, peaks } = await this.#shell.engine.call('chooseChannel', { session: id, channel })
    this.document.commit(`Listen to ${channelNames[channel]}`, () => ({
      channel,
      recording,
      peaks,
      learned: this.#requireDocument().learned,
      decomposed: null,
    }))
  }

  /** What the next analysis is made with: the settings, and what the document has to learn from. */
  get wish(): DecompositionWish {
    return { ...this.settings, learned: this.document.current?.learned ?? [] }
  }

  /** Decomposes the recording, as wished if nothing else is said. What became of the groups; null where none were to be kept. */
  async analyse(settings = this.wish): Promise<KeptReport | null> {
    // Who is quicker than the new engine would ask it for the session of the old one.
    await this.#recovery?.catch(() => undefined)
    const { session, document } = { session: this.#required(), document: this.#requireDocument() }
    const request = { session: session.id, channel: document.channel, settings }
    return this.#takeDecomposed(session.id, document, this.jobs.run('analyse', 'decompose', request))
  }

  /** Makes a finished analysis of `document` a step of the history, if its recording is still open. */
  async #takeDecomposed(
    session: SessionId,
    document: WorkDocument,
    analysis: Promise<Decomposed>,
  ): Promise<KeptReport | null> {
    const decomposed = await analysis
    await this.factors.load(decomposed)
    if (this.#session?.id !== session) return null
    const before = this.#requireDocument()
    const kept = this.keepsGroups ? groupsKept(before, decomposed, this.factors) : null
    const project = kept?.project ?? decomposed.project
    const count = decomposed.project.components.length
    const label = `Decompose into ${count} ${count === 1 ? 'component' : 'components'}`
    // What was marked meanwhile is for the next one.
    const { lost: _, ...rest } = document
    this.document.commit(label, ({ learned }) => ({
      ...rest,
      learned,
      decomposed: { ...decomposed, project },
    }))
    const old = before.decomposed?.project ?? before.lost
    return old && kept ? keptReport(old, kept) : null
  }

  /** Decomposes components again, as one step of the history. Numbers from 0 of the pieces. */
  async splitComponents(split: Split): Promise<readonly number[]> {
    const { id } = this.#required()
    const { project, decomposition } = requireDecomposed(this.#requireDocument())
    const decomposed = await this.jobs.run('split', 'splitComponents', {
      session: id,
      decomposition,
      project,
      ...split,
    })
    await this.factors.load(decomposed)
    if (this.#session?.id !== id) return []
    this.document.commit(splitLabel(project, split), (document) => ({ ...document, decomposed }))
    return pieceNumbers(project.components.length, split)
  }

  /** Puts a variant of the present decomposition, of another smoothness, in its place. */
  takeSmoothness(variant: Decomposed): void {
    const label = `Smoothness ${variant.project.analysis.smoothness}`
    this.document.commit(label, (document) => takeVariant(document, variant))
  }

  /** Finds the decomposition on with what was painted; names, sources, mix and strokes stay as they are by then. */
  async refine(): Promise<void> {
    const { id } = this.#required()
    const { decomposition, project } = requireDecomposed(this.#requireDocument())
    const refined = await this.jobs.run('refine', 'refine', { session: id, decomposition, project })
    await this.factors.load(refined)
    const present = this.document.settled?.decomposed
    if (this.#session?.id !== id || present?.decomposition !== decomposition) return
    this.document.commit('Refine with the strokes', (document) => takeVariant(document, refined))
  }

  edit(label: string, edit: Edit, mergeKey?: string): void {
    this.document.commit(label, editProject(edit), mergeKey)
  }

  tryOut(edit: Edit): void {
    this.document.tryOut(editProject(edit))
  }

  /**
   * Writes the project; the target is remembered for the next time.
   * @param how `overwrite`: whether a file may be there; `anyway`: also one that somebody else has saved meanwhile
   */
  async save(
    target: SaveTarget,
    how: { readonly overwrite: boolean; readonly anyway?: boolean },
  ): Promise<void> {
    const saved = this.#requireDocument()
    const { project, decomposition } = requireDecomposed(saved)
    const { id } = this.#required()
    const isSame = target.file === this.#target?.file && how.anyway !== true
    const { revision } = await this.jobs.run('save', 'saveProject', {
      session: id,
      decomposition,
      project,
      file: target.file,
      overwrite: how.overwrite,
      replaces: (isSame ? this.#revision : null) ?? undefined,
    })
    this.#target = target
    this.#owner = null
    this.#revision = revision
    this.document.markSaved(saved)
  }

  async export(target: SaveTarget, wish: ExportWish): Promise<Exported> {
    const { project, decomposition } = requireDecomposed(this.#requireDocument())
    const { id } = this.#required()
    return this.jobs.run('export', 'exportAudio', {
      session: id,
      decomposition,
      project,
      file: target.file,
      export: wish,
    })
  }

  /** Draws a picture into a file. */
  async exportPicture(
    target: SaveTarget,
    wish: Pick<EngineRequest<'exportPicture'>, 'picture' | 'format' | 'overwrite'>,
  ): Promise<EngineResult<'exportPicture'>> {
    const { id } = this.#required()
    const { channel, decomposed } = this.#requireDocument()
    const document = decomposed && {
      decomposition: decomposed.decomposition,
      project: decomposed.project,
    }
    const request = { session: id, document, channel, file: target.file, ...wish }
    return this.jobs.run('picture', 'exportPicture', request)
  }

  /** What an analysis takes of the machine. */
  async estimate(settings: DecompositionWish): Promise<DecompositionEstimate> {
    const { id } = this.#required()
    return this.#shell.engine.call('estimate', { session: id, settings })
  }

  snapshot(): WorkSnapshot | null {
    const { history, savedStep } = this.document
    if (!this.#session || !history) return null
    const { id: session, work: id, origin, levels } = this.#session
    const analysis = this.jobs.of('analyse')?.id ?? null
    const { settings } = this
    return {
      id,
      session,
      origin,
      levels,
      target: this.#target,
      owner: this.#owner,
      revision: this.#revision,
      history,
      savedStep,
      settings,
      analysis,
    }
  }

  /** Goes on where a page left off before it was loaded anew. False when the engine knows nothing of it any more. */
  async resume(snapshot: WorkSnapshot): Promise<boolean> {
    const { id, session, origin, levels, history, savedStep, settings, target, revision } = snapshot
    const { present } = history
    try {
      await this.#shell.engine.call('chooseChannel', { session, channel: present.channel })
      const known = [
        present,
        ...history.past.map((step) => step.value),
        ...history.future.map((step) => step.value),
      ]
      for (const { decomposed } of known) if (decomposed) await this.factors.load(decomposed)
    } catch (error) {
      if (error instanceof ShellacError && error.code !== 'internal') return false
      throw error
    }
    this.#session = { id: session, work: id, origin, levels }
    this.#target = target
    this.#owner = snapshot.owner ?? null
    this.#revision = revision
    this.settings = settings
    this.document.restore(history, savedStep)
    return true
  }

  /** Shows an analysis that a page before a reload began. */
  followAnalysis(job: JobId): Promise<KeptReport | null> {
    const { id } = this.#required()
    const attached = this.jobs.follow(
      'analyse',
      job,
      (onProgress) => this.#shell.host.attach({ job }, onProgress) as Promise<Decomposed>,
    )
    return this.#takeDecomposed(id, this.#requireDocument(), attached)
  }

  /**
   * After the engine ended: opens the recording in the next one and gives it back what it had found. The document with its history
   * is as it was. Only one recovery at a time, whoever asks.
   */
  recover(): Promise<void> {
    this.#recovery ??= this.#recover().finally(() => {
      this.#recovery = null
    })
    return this.#recovery
  }

  async #recover(): Promise<void> {
    const session = this.#session
    const { history } = this.document
    if (!session || !history) return
    const reopened = await reopen({
      engine: this.#shell.engine,
      origin: session.origin,
      history,
      filesOf: async ({ decomposition }) => {
        const factors = this.factors.of(decomposition)
        if (!factors) return undefined
        const [dictionary, activations] = await Promise.all([
          this.#upload(factors.W, 'W'),
          this.#upload(factors.H, 'H'),
        ])
        return { dictionary, activations }
      },
    })
    this.#session = { ...session, id: reopened.session }
    for (const [before, { decomposition }] of reopened.renamed) this.factors.rename(before, decomposition)
    this.document.rename(reopened.rename)
  }

  /**
   * Goes on with work that another run of the program left, in place of what is open.
   * @param arrays files with the arrays that are still there
   * @returns steps whose components are lost, since their arrays are not there
   */
  async takeUp(snapshot: WorkSnapshot, arrays: ReadonlyMap<ArtifactId, FileId>): Promise<number> {
    const { id, origin, levels, history, savedStep, settings, target, revision } = snapshot
    const before = this.#session
    this.#opening = origin.name
    try {
      const { session, renamed, rename } = await reopen({
        engine: this.#shell.engine,
        origin,
        history,
        filesOf: ({ dictionary, activations }) => {
          const files = { dictionary: arrays.get(dictionary), activations: arrays.get(activations) }
          const isWhole = files.dictionary !== undefined && files.activations !== undefined
          return Promise.resolve(isWhole ? (files as FactorFiles) : undefined)
        },
      })
      for (const decomposed of renamed.values()) await this.factors.load(decomposed)
      const isLost = ({ decomposed }: WorkDocument): boolean =>
        decomposed !== null && !renamed.has(decomposed.decomposition)
      this.#session = { id: session, work: id, origin, levels }
      // What was handed to the browser is nowhere that could be saved over.
      this.#target = target?.isDownload ? null : target
      this.#owner = snapshot.owner ?? null
      this.#revision = revision
      this.settings = settings
      const whole = (it: WorkDocument): WorkDocument => (isLost(it) ? { ...it, decomposed: null } : it)
      this.document.restore(
        mapHistory(history, (it) => rename(whole(it))),
        savedStep,
      )
      if (before) this.#forget(before)
      return valuesOf(history).filter(isLost).length
    } finally {
      this.#opening = null
    }
  }

  async #upload(numbers: Float32Array, name: string): Promise<PickedFile['file']> {
    return (await this.#shell.takeFile(new File([numbers as Float32Array<ArrayBuffer>], `${name}.f32`))).file
  }

  async #openRecording(picked: PickedFile): Promise<void> {
    const { opened, decoded } = await this.#readRecording(picked)
    this.#begin(
      opened,
      { ...picked, kind: 'recording', ...(decoded ? { decoded } : {}) },
      { decomposed: null },
    )
    this.settings = presets.standard.settings
  }

  async #readRecording(picked: PickedFile): Promise<{ opened: OpenedRecording; decoded?: PickedFile }> {
    const { file } = picked
    try {
      return { opened: await this.jobs.run('open', 'openRecording', { file }) }
    } catch (error) {
      if (!isDecodableInPage(error)) throw error
      const decoded = await this.#shell.takeFile(
        await decodeInPage(picked.name, await this.#shell.fileBytes(file)),
      )
      return {
        opened: await this.jobs.run('open', 'openRecording', { file, decoded: decoded.file }),
        decoded,
      }
    }
  }

  async #openProject(picked: PickedFile, { recording, isUndecomposed }: OpenHow): Promise<ProjectState> {
    const origin: Origin = { ...picked, kind: 'project', ...(recording && { recording }) }
    const request = projectFileOf(origin)
    if (isUndecomposed) {
      const opened = await this.jobs.run('open', 'openUndecomposed', request)
      this.#begin(opened, { ...origin, isUndecomposed }, { decomposed: null, lost: opened.project })
      return this.#takeState(picked, opened)
    }
    const opened = await this.jobs.run('open', 'openProject', request)
    await this.factors.load(opened)
    const { decomposition, project, components, dictionary, activations, clicks, costSeconds } = opened
    const decomposed = { decomposition, project, components, dictionary, activations, clicks, costSeconds }
    this.#begin(opened, origin, { decomposed })
    return this.#takeState(picked, opened)
  }

  #takeState(picked: PickedFile, opened: ProjectState & { readonly project: Project }): ProjectState {
    const { project, revision, damage, isRelinked } = opened
    // What is damaged is not replaced by what was left of it.
    const isSavable = !picked.isCopy && damage.length === 0
    this.#target = isSavable ? { ...picked, isDownload: false, mayReplace: true } : null
    this.#revision = revision
    this.settings = wishOf(project.analysis, project.recording.sampleRate)
    if (isRelinked || damage.length > 0) this.document.markUnsaved()
    return { revision, damage, isRelinked }
  }

  #begin(opened: OpenedRecording, origin: Origin, found: Pick<WorkDocument, 'decomposed' | 'lost'>): void {
    const { session, levels, recording, peaks } = opened
    this.#session = { id: session, work: crypto.randomUUID() as WorkId, origin, levels }
    this.#target = null
    this.#owner = null
    this.#revision = null
    // A recording whose channels were shifted against each other is only had by the choice that shifts them.
    const channel = origin.kind === 'project' && recording.lag === 0 ? recording.channel : 'auto'
    const project = found.decomposed?.project ?? found.lost
    const learned = (project?.analysis.learned ?? []).map(stretchOf)
    this.document.open({ channel, recording, peaks, learned, ...found })
  }

  #forget({ id }: OpenSession): void {
    // What the engine forgets is nobody's loss if it has ended itself.
    this.#shell.engine.call('closeSession', { session: id }).catch(() => undefined)
  }

  #required(): OpenSession {
    if (this.#session) return this.#session
    throw new ShellacError('unknown-session', 'No recording is open.')
  }

  #requireDocument(): WorkDocument {
    const { settled } = this.document
    if (settled) return settled
    throw new ShellacError('unknown-session', 'No recording is open.')
  }
}

/** The engine has no decoder for it, but the browser may. */
function isDecodableInPage(error: unknown): boolean {
  return error instanceof ShellacError && error.details.decodable === 'page'
}
