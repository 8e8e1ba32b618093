/** Runs end-to-end tests and reads what they say: what is tried in a window is tried there, and only counted here. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../projectRoot'

export interface EndToEndTest {
  /** Name of its file. */
  readonly spec: string
  readonly title: string
  /** Shell that it was run in, by its project: 'browser' or 'electron'. */
  readonly shell: string
  readonly state: 'passed' | 'failed' | 'skipped'
  /** What it noted, such as each attack that was blocked. */
  readonly notes: readonly { readonly type: string; readonly description: string }[]
}

/**
 * @param specs names of files, or parts of them
 * @param folder for the report
 * @param config of the runner, in e2e
 */
export async function runEndToEnd(
  specs: readonly string[],
  folder: string,
  config = 'playwright.config.ts',
): Promise<EndToEndTest[]> {
  const output = join(folder, 'end-to-end.json')
  const runner = join(projectRoot, 'node_modules/@playwright/test/cli.js')
  const words = [runner, 'test', '--config', `e2e/${config}`, '--workers', '1', '--reporter', 'json']
  await promisify(execFile)(process.execPath, [...words, ...specs], {
    cwd: projectRoot,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: output },
  }).catch((error: { code?: unknown }) => {
    // It ends with 1 when a test fails, which its report says better.
    if (error.code !== 1) throw error as Error
  })
  return testsIn(JSON.parse(await readFile(output, 'utf8')) as Suite)
}

interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly {
    readonly title: string
    readonly file: string
    readonly tests: readonly {
      readonly projectName: string
      readonly status: string
      readonly annotations: readonly { readonly type: string; readonly description?: string }[]
    }[]
  }[]
}

/** All tests of the runner's report. */
export function testsIn({ suites = [], specs = [] }: Suite): EndToEndTest[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests.map(({ projectName, status, annotations }) => ({
      ...{ spec: file, title },
      shell: projectName,
      state: stateOf(status),
      notes: annotations.map(({ type, description = '' }) => ({ type, description })),
    })),
  )
  return [...own, ...suites.flatMap(testsIn)]
}

function stateOf(status: string): EndToEndTest['state'] {
  if (status === 'expected') return 'passed'
  return status === 'skipped' ? 'skipped' : 'failed'
}
