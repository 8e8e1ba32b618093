import { stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { ShellacError } from '@core/contract/errors'

const soundExtensions = new Set(
  '.wav .wave .flac .mp3 .ogg .oga .opus .m4a .aac .aif .aiff .aifc .caf .wma'.split(' '),
)

export const projectExtension = '.shellac'

/** True for a name that says that a sound file is behind it. */
export function isSoundName(path: string): boolean {
  return soundExtensions.has(extname(path).toLowerCase())
}

export function isProjectName(path: string): boolean {
  return extname(path).toLowerCase() === projectExtension
}

/**
 * Refuses a folder where a file is to be written; `suggestion` is a file name for the message.
 * @throws ShellacError 'bad-argument'
 */
export async function requireFileTarget(target: string, suggestion: string): Promise<void> {
  if (!namesFolder(target) && !(await isFolder(target))) return
  throw new ShellacError(
    'bad-argument',
    `${target} is a folder; name a file, such as ${join(target, suggestion)}.`,
  )
}

/**
 * Refuses a file where a folder is to be written into; a folder that is missing is made later.
 * @throws ShellacError 'bad-argument'
 */
export async function requireFolderTarget(target: string, content: string): Promise<void> {
  const facts = await stat(target).catch(() => undefined)
  if (!facts || facts.isDirectory()) return
  throw new ShellacError('bad-argument', `${target} is a file; ${content} are written into a folder.`)
}

/**
 * Refuses to write a project under the name of a sound file: with --force it might replace a recording.
 * @throws ShellacError 'bad-argument'
 */
export function refuseSoundName(target: string): void {
  if (!isSoundName(target)) return
  throw new ShellacError(
    'bad-argument',
    `${target} is the name of a sound file; the name of a project ends in ${projectExtension}.`,
  )
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}

function namesFolder(path: string): boolean {
  return path.endsWith('/') || path.endsWith(sep)
}
