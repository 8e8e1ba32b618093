/** The file-system calls that writing uses, in one object, so that tests can make any of them fail. */
import * as promises from 'node:fs/promises'

export type FileSystem = Pick<
  typeof promises,
  'access' | 'link' | 'lstat' | 'open' | 'realpath' | 'rename' | 'stat' | 'unlink'
>

export const realFileSystem: FileSystem = promises
