/** What reads a file: the recognition by content and the decoders, or one part of the project's reader. */
export type FileKind = 'audio' | 'project' | 'npy' | 'manifest'

export interface HostileFile {
  /** Says what is wrong with it; its first word is the format. */
  readonly name: string
  readonly kind: FileKind
  readonly bytes: Uint8Array
}
