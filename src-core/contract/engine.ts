import type { ChannelChoice } from '../audio/channels/downmix'
import type { Algorithm } from '../nmf/factorize'
import type { SmoothnessScore } from '../nmf/smoothnessValidation'
import type { DeclickSettings, LearnedStretch, Project, RecordingReference } from '../project/project'
import type { Grooves } from '../learning/findGrooves'
import type { ClickCount } from '../restoration/countClicks'
import type { ArtifactId, DecompositionId, FileId, JobId, SessionId } from './ids'
import type { Progress } from './job'
import type { ExportWish } from './exports'
import type { CellKind } from '../pictures/cells'
import type { AlgorithmCurve, PictureFormat, PictureSignal, PictureWish, SeparatedSignal } from './pictures'

/** Samples that one renderAudio may give, all outputs together: 64 MB. */
export const mostRenderedSamples = 2 ** 24

/**
 * What a page may ask of the engine, the process that holds recordings and does the long work. Parameters and results are
 * JSON but for levels of a source of -Infinity (write them '-inf' where there is only JSON; they are taken either way); arrays of
 * numbers are artifacts. Errors are those of errors.ts. Every method can be a job; those that say so are worth it.
 */
export interface EngineMethods {
  /**
   * Reads and decodes a recording. A job: stage 'reading'. `decoded`: its sound as a WAV file, where the page could decode it and
   * this program cannot; name, size and checksum are still those of `file`.
   */
  openRecording(request: { readonly file: FileId; readonly decoded?: FileId | undefined }): OpenedRecording
  /** The mono recording that a choice of channel gives. Asking again gives the same; nothing that was made before is lost. */
  chooseChannel(request: {
    readonly session: SessionId
    readonly channel: ChannelChoice
  }): Pick<OpenedRecording, 'recording' | 'peaks'>
  /** How many clicks the mono recording of a channel seems to have, and whether it is worth to remove them first. Takes a second or so. */
  countClicks(request: { readonly session: SessionId; readonly channel: ChannelChoice }): ClickCount
  /** Where a record seems to run without music at its beginning and its end. Takes a second or so. */
  findGrooves(request: { readonly session: SessionId; readonly channel: ChannelChoice }): Grooves
  /** What a decomposition takes of this machine, before it begins. */
  estimate(request: {
    readonly session: SessionId
    readonly settings: DecompositionWish
  }): DecompositionEstimate
  /**
   * A job: stages 'declicking' where that is wished, 'analysing', 'learning', 'factorising', 'writing', 'denoising' where noise was learned. Stopping keeps the components so far. Earlier decompositions of the session stay,
   * so that a person can go back to them; refused while another one runs.
   */
  decompose(request: {
    readonly session: SessionId
    readonly channel: ChannelChoice
    readonly settings: DecompositionWish
  }): Decomposed
  /**
   * Reads a project with its recording, and removes the clicks and the noise again that it does without. A job: stages 'reading',
   * 'declicking', 'denoising'.
   * `recording`: where that is, if it is not where the project says or its copy inside is damaged; 'recording-not-found' and
   * 'recording-changed' ask for it. 'damaged-project' with the detail `lost: 'components'`: openUndecomposed opens what is left.
   */
  openProject(request: ProjectFile): OpenedRecording & Decomposed & ProjectState
  /** What is left of a project whose components are damaged: its recording, and all that the project said. A job: stage 'reading'. */
  openUndecomposed(request: ProjectFile): OpenedRecording & { readonly project: Project } & ProjectState
  /**
   * Brings back a decomposition that an engine lost when it crashed, after its recording was opened again. Both files hold what
   * the artifacts `dictionary` and `activations` held.
   */
  restoreDecomposition(request: {
    readonly session: SessionId
    readonly project: Project
    readonly dictionary: FileId
    readonly activations: FileId
  }): Decomposed
  /**
   * Writes the project whole or not at all. Here and in exportAudio `project` must be of that decomposition, however its
   * sources, names and noise were changed.
   */
  saveProject(request: {
    readonly session: SessionId
    readonly decomposition: DecompositionId
    readonly project: Project
    readonly file: FileId
    readonly overwrite: boolean
    /** What is there must be this revision, or nothing; left out: whatever is there is replaced. */
    readonly replaces?: string | undefined
  }): { readonly name: string; readonly revision: string }
  /**
   * Renders samples start .. end - 1. `outputs` are given by their weights of the components of a decomposition and, if there is one
   * more, of what declicking took away; or, in its place, there is the mono recording of a channel, untouched. The artifact holds one signal after the other, 32-bit float, little-endian;
   * at most mostRenderedSamples in all. Each session keeps the newest 64 MB of these artifacts.
   */
  renderAudio(request: {
    readonly session: SessionId
    readonly of: SeparatedSignal | { readonly channel: ChannelChoice }
    readonly start: number
    readonly end: number
  }): { readonly audio: ArtifactId }
  /**
   * One tile of a picture: columns tile * tileColumns and on of the level, as cells of src-core/pictures/cells, one byte each. 'mask'
   * is of a decomposition with one output only. Kept like the artifacts of renderAudio.
   */
  spectrogramTile(request: {
    readonly session: SessionId
    readonly of: PictureSignal
    readonly cells: CellKind
    readonly level: number
    readonly tile: number
  }): { readonly cells: ArtifactId }
  /**
   * The cost of several algorithms on samples start .. end - 1 from the same start, one after the other. A job: stages 'analysing',
   * 'factorising'. Stopping keeps the curves so far.
   */
  compareAlgorithms(request: {
    readonly session: SessionId
    readonly channel: ChannelChoice
    readonly settings: DecompositionWish
    readonly algorithms: readonly Algorithm[]
    readonly start: number
    readonly end: number
  }): { readonly curves: readonly AlgorithmCurve[] }
  /**
   * Decompositions with the spectra of this one kept and the activations found anew, from the same start, for each smoothness: numbers
   * of components stay. They are decompositions of the session like any other. A job: stages 'analysing', 'factorising'. Stopping keeps
   * those that are done.
   */
  compareSmoothness(request: {
    readonly session: SessionId
    readonly decomposition: DecompositionId
    readonly smoothnesses: readonly number[]
  }): { readonly variants: readonly Decomposed[] }
  /**
   * The decomposition found on from where it is, with the strokes of the project as a price on what does not belong: numbers of
   * components and the arrangement of the project stay. A job: stages 'analysing', 'factorising'. Stopping keeps the components so far.
   */
  refine(request: {
    readonly session: SessionId
    readonly decomposition: DecompositionId
    readonly project: Project
  }): Decomposed
  /**
   * Some components decomposed again into a few, all others fixed; the project is as it was but for them. Numbers of the others stay
   * where there are at least as many pieces. A job: stages 'analysing', 'factorising'. Stopping keeps the pieces as they are.
   */
  splitComponents(request: {
    readonly session: SessionId
    readonly decomposition: DecompositionId
    readonly project: Project
    readonly components: readonly number[]
    readonly into: number
  }): Decomposed
  /**
   * How well each of some smoothnesses foretells held-out bins of an excerpt, samples start .. end - 1: the loudest 12 s. A job: stages
   * 'analysing', 'factorising'. Stopping keeps the candidates that are done.
   */
  suggestSmoothness(request: {
    readonly session: SessionId
    readonly channel: ChannelChoice
    readonly settings: DecompositionWish
  }): { readonly scores: readonly SmoothnessScore[]; readonly start: number; readonly end: number }
  /** Draws a picture into a file with axes, units and a caption, whole or not at all. A job: stages 'analysing', 'writing'. */
  exportPicture(request: {
    readonly session: SessionId
    /** Null for pictures of what is not decomposed. */
    readonly document: { readonly decomposition: DecompositionId; readonly project: Project } | null
    readonly channel: ChannelChoice
    readonly picture: PictureWish
    readonly format: PictureFormat
    readonly file: FileId
    readonly overwrite: boolean
  }): { readonly name: string }
  /** A job: stages 'measuring', 'writing'. All files of all contents whole, or none; one gain for all. */
  exportAudio(request: {
    readonly session: SessionId
    readonly decomposition: DecompositionId
    readonly project: Project
    readonly file: FileId
    readonly export: ExportWish
  }): Exported
  /** Forgets a session and its artifacts, and cancels what runs in it. */
  closeSession(request: { readonly session: SessionId }): null
}

export type EngineMethod = keyof EngineMethods
export type EngineRequest<Method extends EngineMethod> = Parameters<EngineMethods[Method]>[0]
export type EngineResult<Method extends EngineMethod> = ReturnType<EngineMethods[Method]>

export interface OpenedRecording {
  readonly session: SessionId
  /** As a project would store it. */
  readonly recording: RecordingReference
  readonly levels: RecordingLevels
  /** Minimum and maximum of each stretch of the mono recording, 32-bit float: all minima, then all maxima. */
  readonly peaks: ArtifactId
}

export interface ProjectFile {
  readonly file: FileId
  readonly recording?: FileId | undefined
  /** Of a linked project: its recording goes inside, since that file will not last. */
  readonly embeds?: boolean | undefined
}

/** How a project was found on the disk. */
export interface ProjectState {
  readonly revision: string
  /** Sentences that name what is damaged; none for a whole project. */
  readonly damage: readonly string[]
  /** The recording is not where the project says: it was found, or a person chose it. */
  readonly isRelinked: boolean
}

/** Levels that are silent are null. */
export interface RecordingLevels {
  readonly peakDbfs: number | null
  readonly truePeakDbtp: number | null
  readonly loudnessLufs: number | null
}

/** Settings as a person chooses them. */
export interface DecompositionWish {
  /** K: those that are found freely; learned ones come beside them. */
  readonly components: number
  /**
   * Stretches of the recording to learn from, in samples. Their spectra are kept during the decomposition of the whole, and their components
   * arrive grouped: noise in the noise, a source under its name. Not with 'em'. compareAlgorithms leaves them out.
   */
  readonly learned: readonly LearnedStretch[]
  readonly smoothness: number
  readonly windowMilliseconds: number
  readonly overlap: number
  readonly algorithm: Algorithm
  readonly maxIterations: number
  readonly tolerance: number
  readonly restarts: number
  readonly seed: number
  /** Remove clicks first; null: take the recording as it is. */
  readonly declick: DeclickSettings | null
}

export interface DecompositionEstimate {
  /** At most, about: clicks removed and all iterations made, as fast as short trials went. */
  readonly seconds: number
  /** At the peak, beside the recording. A decomposition that needs more than is free is refused. */
  readonly memory: Need
  /** In the app's data folder, to keep how far it is and what came of it; refused like memory. */
  readonly disk: Need
  /** What would fit, where the memory is too little; null where nothing does. */
  readonly offer: SmallerWish | null
}

/** Bytes. */
export interface Need {
  readonly needed: number
  /** Null where the system does not say. */
  readonly free: number | null
}

/** A change of the settings that needs less memory. */
export interface SmallerWish {
  readonly change: Pick<DecompositionWish, 'algorithm' | 'components' | 'overlap' | 'restarts'>
  /** Bytes that it needs. */
  readonly memory: number
}

export interface Decomposed {
  readonly decomposition: DecompositionId
  readonly project: Project
  readonly components: readonly ComponentSummary[]
  /** 32-bit floats: W as K rows of F bins, H as N rows of K gains. */
  readonly dictionary: ArtifactId
  readonly activations: ArtifactId
  /**
   * Clicks that were removed before: 64-bit floats, three a click in the order of time: first sample, sample behind the last, and how far
   * it stood out, dB. Null where none were looked for.
   */
  readonly clicks: ArtifactId | null
  /** Seconds spent on a run until each cost of its curve; null where nobody measured: in a project that was opened. */
  readonly costSeconds: readonly (readonly number[])[] | null
}

export interface ComponentSummary {
  readonly energyShare: number
  readonly centroidHz: number
  readonly peaksHz: readonly number[]
}

export interface Exported {
  /** Names without folders, the two reports last. */
  readonly files: readonly string[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
  readonly nullTestDecibels: number | null
  /** The gain shared by all files, dB. */
  readonly gainDecibels: number
  /** Of the mix, or of the file where there is only one, as written; null: too quiet or short. */
  readonly loudnessLufs: number | null
  /** The highest of all files as written, before a lossy encoder. */
  readonly truePeakDbtp: number | null
  /** Names of files that existed and were left as they are. */
  readonly skipped: readonly string[]
}

export interface CallOptions {
  /** Makes the call a job that can be ended early; no other running job may have this name. */
  readonly job?: JobId | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** The engine as its clients see it, wherever it runs. */
export interface EngineClient {
  /** Rejects with a ShellacError; with code 'engine-crashed' when the engine ends before it has answered. */
  call<Method extends EngineMethod>(
    method: Method,
    request: EngineRequest<Method>,
    options?: CallOptions,
  ): Promise<EngineResult<Method>>
  /** Asks a running job to stop and keep, or to cancel. A job that has ended hears nothing. */
  wish(job: JobId, wish: 'stop' | 'cancel'): void
  /** Bytes of an artifact, alone in their buffer; rejects with 'unknown-artifact'. */
  artifact(id: ArtifactId): Promise<Uint8Array>
}
