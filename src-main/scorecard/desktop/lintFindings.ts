import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../projectRoot'

/** Errors that the project's own linter finds below a folder. */
export async function lintFindings(folder: string): Promise<number> {
  const linter = join(projectRoot, 'node_modules/eslint/bin/eslint.js')
  const words = [linter, folder, '--quiet', '--format', 'json']
  const output = await promisify(execFile)(process.execPath, words, {
    cwd: projectRoot,
    maxBuffer: 2 ** 26,
  }).then(
    ({ stdout }) => stdout,
    // It ends with 1 when there are findings.
    (error: { stdout?: string }) => error.stdout ?? '',
  )
  const results = JSON.parse(output) as readonly { readonly errorCount: number }[]
  return results.reduce((sum, { errorCount }) => sum + errorCount, 0)
}
