/** Errors of the operating system -> errors a person can act on. */
import { ShellacError, type ErrorCode } from '@core/contract/errors'

const causes: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EBUSY: 'the file is in use',
  EDQUOT: 'the quota is used up',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'the operation is not permitted',
  EROFS: 'the disk is read-only',
  ETIMEDOUT: 'the disk or the network folder does not answer',
}

const writeKinds: Readonly<Record<string, ErrorCode>> = {
  EDQUOT: 'disk-full',
  ENOSPC: 'disk-full',
  ETIMEDOUT: 'disk-not-responding',
}

/** The system's code such as 'ENOSPC', or '' for any other value. */
export function systemErrorCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return ''
  return error.code
}

/** 'disk-full', 'disk-not-responding' or 'write-failed', naming the path and the cause; a ShellacError passes unchanged. */
export function writeError(error: unknown, path: string): ShellacError {
  if (error instanceof ShellacError) return error
  const code = systemErrorCode(error)
  return new ShellacError(
    writeKinds[code] ?? 'write-failed',
    `Cannot write ${path}: ${causeOf(error)}.`,
    { path, cause: code },
    { cause: error },
  )
}

/** 'file-not-found' or 'unreadable-file', naming the path and the cause; a ShellacError passes unchanged. */
export function readError(error: unknown, path: string): ShellacError {
  if (error instanceof ShellacError) return error
  const code = systemErrorCode(error)
  const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'file-not-found' : 'unreadable-file'
  return new ShellacError(
    kind,
    `Cannot read ${path}: ${causeOf(error)}.`,
    { path, cause: code },
    { cause: error },
  )
}

function causeOf(error: unknown): string {
  const code = systemErrorCode(error)
  if (code) return `${causes[code] ?? 'the system refuses'} (${code})`
  return error instanceof Error ? error.message : String(error)
}
