/** What can be said to `shellac serve`. */
import { realpath, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ShellacError } from '@core/contract/errors'
import { readError } from '../services/files/systemErrors'

export interface ServeOptions {
  readonly help: boolean
  /** A recording or project to open at once. */
  readonly file: string | undefined
  /** Folders to pick files from; none: the home folder. */
  readonly roots: readonly string[]
  readonly open: boolean
}

export const serveHelp = `Usage: shellac serve [recording|project] [options]

Opens the app in the browser. Only this machine and only its user can reach it.

  --root <folder>                   A folder to pick files from, again for more; the home folder by default.
  --no-open                         Only prints the address.
  -h, --help                        Show this help.

It ends with Ctrl-C, or a minute after its last page was closed when nothing runs.

Example:
  shellac serve side-a.flac --root ~/Music`

/** @throws ShellacError 'bad-argument' for an unknown option, a missing value or a second file */
export function parseServeOptions(words: readonly string[]): ServeOptions {
  const { values, positionals } = parseWords(words)
  if (positionals.length > 1) {
    throw new ShellacError(
      'bad-argument',
      `"${positionals[1]}" is one argument too many; one file is opened.`,
    )
  }
  return {
    help: values.help === true,
    file: positionals[0],
    roots: values.root ?? [],
    open: values['no-open'] !== true,
  }
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        root: { type: 'string', multiple: true },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new ShellacError('bad-argument', `${reason.replace(/\.$/, '')}; --help shows the options.`)
  }
}

/**
 * The real path of something that has to be there.
 * @throws ShellacError 'file-not-found', 'unreadable-file', 'bad-argument' where it is of the other kind
 */
export async function existingPath(path: string, kind: 'file' | 'folder'): Promise<string> {
  const real = await realpath(path).catch((error: unknown) => Promise.reject(readError(error, path)))
  const facts = await stat(real).catch((error: unknown) => Promise.reject(readError(error, path)))
  if (kind === 'file' ? facts.isFile() : facts.isDirectory()) return real
  throw new ShellacError('bad-argument', `${path} is not a ${kind}.`, { path })
}
