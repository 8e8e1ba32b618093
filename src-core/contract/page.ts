import type { CommandId } from './commands'
import type { EngineMethod } from './engine'
import type { ErrorCode } from './errors'
import type { ArtifactId, FileId, JobId, WorkId } from './ids'
import type { Progress } from './job'

/**
 * What a page and its host say to each other, as JSON text over a port: a WebSocket of the loopback server, or a MessagePort to the
 * main process of the desktop shell. Files are opaque ids here; a page never learns a path.
 */

/** One end of a channel that carries texts whole and in order. */
export interface TextPort {
  /** After the end nothing happens. */
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  /** Heard once, when the other side has gone or the port was closed; at once if that was before. */
  onClose(listener: () => void): void
}

export type ShellKind = 'desktop' | 'browser'

/** What a file is to be: the dialogs filter by it. */
export type FileKind = 'recording' | 'project' | 'picture' | 'diagnostics'

/** A file that the person picked, dropped or asked to open. */
export interface PickedFile {
  readonly file: FileId
  readonly name: string
  /** The host only has a copy that the page brought: there is nothing to save over. */
  readonly isCopy?: true
}

export interface RecentFile extends PickedFile {
  /** The folder as a person would say it; shown, never used. */
  readonly folder: string
}

/** Where a save or an export goes. */
export interface SaveTarget extends PickedFile {
  /** Handed to the browser afterwards, by `downloads`. */
  readonly isDownload: boolean
  /** A file of that name is there, and the person has agreed that it is replaced. */
  readonly mayReplace: boolean
}

export interface FolderListing {
  readonly name: string
  /** Null at the list of roots; the way up otherwise, null again where it leads to the roots. */
  readonly parent: FileId | null
  readonly folders: readonly { readonly folder: FileId; readonly name: string }[]
  readonly files: readonly { readonly file: FileId; readonly name: string; readonly bytes: number }[]
  /** Whether there was more than a listing shows. */
  readonly isCut: boolean
}

export interface Download {
  readonly download: FileId
  readonly name: string
  readonly bytes: number
}

export interface JobSummary {
  readonly job: JobId
  readonly method: EngineMethod
  readonly state: 'running' | 'done' | 'failed'
  readonly progress: Progress | null
}

/** What the window's frame and the menu need to know of the page. */
export interface PageFacts {
  /** Name of the document; null when nothing is open. */
  readonly title: string | null
  readonly isEdited: boolean
  /** Commands that can be given now. */
  readonly commands: readonly CommandId[]
  /** What Undo and Redo would do; null when nothing. */
  readonly undo: string | null
  readonly redo: string | null
}

/** Milliseconds from a change until a page keeps it with its host; changes in between are kept with it. */
export const keepDelay = 300

/** What a page does with a document, as it leaves it with its host. */
export interface KeptWork {
  readonly id: WorkId
  /** Name of the project or recording. */
  readonly name: string
  /** Whether something was not saved. */
  readonly isEdited: boolean
  readonly isAnalysing: boolean
  /** Steps that can be undone, and what the last one was. */
  readonly changes: number
  readonly lastChange: string | null
  /** For the page alone to read; the host only finds the ids of files in it. */
  readonly text: string
  /** Arrays of the engine that the text names and that cannot be made again. */
  readonly artifacts: readonly ArtifactId[]
  /** The project that it is saved over; null for what has no place yet, and for a project that is only read here. */
  readonly saves: FileId | null
}

/** Who has a project open to be saved over. */
export interface ProjectOwner {
  readonly user: string
  readonly host: string
  readonly shell: ShellKind
  readonly processId: number
  /** Milliseconds since 1970. */
  readonly since: number
}

/** Work that a program left which ended, or that was closed without being saved. */
export interface RecoverableWork extends Pick<
  KeptWork,
  'id' | 'name' | 'isAnalysing' | 'changes' | 'lastChange'
> {
  /** When it was kept, milliseconds since 1970. */
  readonly at: number
}

export interface RecoveredWork {
  /** With the ids that files have now. */
  readonly text: string
  /** Arrays that are still whole, as files to be read. */
  readonly arrays: readonly { readonly artifact: ArtifactId; readonly file: FileId }[]
}

/** What keeps a page's work from being lost. */
export interface WorkHostMethods {
  /**
   * Keeps what a page needs to go on after a reload or a crash; null when nothing is open. Answers when it is on the disk. Unsaved work
   * that something else takes the place of stays recoverable.
   */
  keepWork(request: { readonly page: string; readonly work: KeptWork | null }): null
  /** The text that this page kept last in this run. */
  findWork(request: { readonly page: string }): { readonly work: string | null }
  /** Unsaved work that no page has open. */
  recoverableWork(request: object): { readonly works: readonly RecoverableWork[] }
  /** Hands work out, to be gone on with by this page; it stays kept. */
  recoverWork(request: { readonly id: WorkId }): RecoveredWork
  /** Which other page or program has the project open and may save over it, as far as programs with the same data folder tell. */
  whoHasOpen(request: { readonly file: FileId }): { readonly owner: ProjectOwner | null }
  /** Throws work away for good. */
  forgetWork(request: { readonly id: WorkId }): null
}

export interface HostGreeting {
  readonly shell: ShellKind
  readonly version: string
  /** As Node names it. */
  readonly platform: string
  /** Why the window's page runs without the sandbox of the system, as a sentence; null when it does not. A browser sees to its own. */
  readonly sandboxLack: string | null
}

/** What any host answers beside the engine's methods. */
export interface CommonHostMethods {
  hello(request: object): HostGreeting
  /** Jobs that run, and those that ended and were not forgotten: a page that was reloaded finds them here. */
  jobs(request: object): { readonly jobs: readonly JobSummary[] }
  /** Watches a job that was begun before; settles as its call did or does. */
  attach(request: { readonly job: JobId }): unknown
  forget(request: { readonly job: JobId }): null
  recentFiles(request: object): { readonly files: readonly RecentFile[] }
  forgetRecentFiles(request: object): null
  /** Files that were asked to be opened from outside and that no page has taken yet; they are handed out once. */
  takeOpenings(request: object): { readonly files: readonly PickedFile[] }
  /** The bundled demo recording. */
  demo(request: object): PickedFile
  /** Writes a zip file for a report of a fault: see services/diagnostics. */
  saveDiagnostics(request: { readonly file: FileId; readonly overwrite: boolean }): null
}

/** The window may close, or stays. 'asking': the page asks the person, and one of the others follows. */
export type CloseAnswer = 'asking' | 'stay' | 'close'

/** What only a window of the desktop shell can ask. */
export interface DesktopHostMethods {
  /** The system's dialogs; null when the person cancels. */
  openDialog(request: { readonly kinds: readonly FileKind[] }): { readonly picked: PickedFile | null }
  saveDialog(request: { readonly kind: FileKind | 'export'; readonly name: string }): {
    readonly target: SaveTarget | null
  }
  /** Opens the system's file manager at a file that was written, or at the folder of an export. */
  showInFolder(request: { readonly file: FileId }): null
  describePage(request: PageFacts): null
  /** The answer to the event 'close-wish'. */
  answerCloseWish(request: { readonly answer: CloseAnswer }): null
}

/** What only a page in a browser can ask. */
export interface BrowserHostMethods {
  /** A folder below the chosen roots; null: the roots themselves. */
  listFolder(request: { readonly folder: FileId | null }): FolderListing
  /** A target in a folder of the roots, or for download when the folder is null. */
  chooseTarget(request: { readonly folder: FileId | null; readonly name: string }): SaveTarget
  /** What was written to a target that is for download. */
  downloads(request: { readonly file: FileId }): { readonly downloads: readonly Download[] }
}

export type HostMethods = CommonHostMethods & WorkHostMethods & DesktopHostMethods & BrowserHostMethods
export type HostMethod = keyof HostMethods
export type HostRequest<Method extends HostMethod> = Parameters<HostMethods[Method]>[0]
export type HostResult<Method extends HostMethod> = ReturnType<HostMethods[Method]>

/** What the host tells without being asked. */
export type HostEvent =
  /** A command of the native menu. */
  | { readonly kind: 'command'; readonly command: CommandId }
  /** Files wait to be taken by `takeOpenings`. */
  | { readonly kind: 'openings' }
  /** The person closes the window; answer with `answerCloseWish`. */
  | { readonly kind: 'close-wish' }
  /** The engine ended though nobody asked it to: what it held is gone. */
  | { readonly kind: 'engine-crashed' }

export type PageMessage =
  | {
      readonly type: 'call'
      readonly id: number
      readonly method: EngineMethod | HostMethod
      readonly request: object
      readonly job?: JobId | undefined
    }
  | { readonly type: 'wish'; readonly job: JobId; readonly wish: 'stop' | 'cancel' }

export interface ErrorAnswer {
  readonly code: ErrorCode
  readonly message: string
  readonly details: Readonly<Record<string, string | number | boolean>>
}

export type HostMessage =
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  /** `id` is null when the message was not understood. */
  | { readonly type: 'error'; readonly id: number | null; readonly error: ErrorAnswer }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'event'; readonly event: HostEvent }
