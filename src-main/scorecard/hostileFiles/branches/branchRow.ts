import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../../projectRoot'
import { outcomeOf, type Row } from '../../section'
import { readers, writers } from './readers'

/** Share of branches of each reader, percent: below it, files of some kind are missing from the corpus. */
const leastBranches = 70

/** Promise M1: how much of each reader the hostile files go through. */
export async function branchRow(folder: string): Promise<Row> {
  const runner = join(projectRoot, 'node_modules/vitest/vitest.mjs')
  const config = join('src-main/scorecard/hostileFiles/branches/vitest.config.ts')
  const words = [runner, 'run', '--config', config, '--coverage.reportsDirectory', folder]
  await promisify(execFile)(process.execPath, words, { cwd: projectRoot })
  const summary = JSON.parse(await readFile(join(folder, 'coverage-summary.json'), 'utf8')) as Summary
  return branchRowOf(pathsFromRoot(summary))
}

interface Counts {
  readonly branches: { readonly total: number; readonly covered: number }
}

type Summary = Readonly<Record<string, Counts>>

function pathsFromRoot(summary: Summary): Summary {
  const entries = Object.entries(summary).map(([path, counts]) => [
    relative(projectRoot, path).split(sep).join('/'),
    counts,
  ])
  return Object.fromEntries(entries) as Summary
}

/** @param summary by path from the project's root */
export function branchRowOf(summary: Summary): Row {
  const shares = readers.map(({ name, files }) => {
    const own = Object.entries(summary).filter(([path]) => files.test(path) && !writers.test(path))
    const sum = (count: keyof Counts['branches']): number =>
      own.reduce((total, [, { branches }]) => total + branches[count], 0)
    return { name, percent: Math.floor((100 * sum('covered')) / sum('total')) }
  })
  return {
    requirement: 'M1',
    promise: 'The hostile files go through the branches of the readers.',
    tried:
      'the corpus, the files that mutations begin with and 2000 mutations, in a process that counts branches',
    figure: `branches taken: ${shares.map(({ name, percent }) => `${name} ${percent} %`).join(', ')}`,
    outcome: outcomeOf(shares.every(({ percent }) => percent >= leastBranches)),
  }
}
