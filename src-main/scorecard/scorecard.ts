/** `npm run scorecard`: tries the promises of safety and reliability and writes docs/scorecard.md. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ShellacError } from '@core/contract/errors'
import { version } from '../../package.json'
import { numberOption, parseArguments, type OptionTable, type ParsedArguments } from '../cli/arguments'
import { commonOptions } from '../cli/command'
import { reportError } from '../cli/terminal'
import { writeFileAtomically } from '../services/files/atomicWrite'
import { joinParts, keepParts } from './measuredParts'
import { measureSections } from './measureSections'
import { projectRoot } from './projectRoot'
import { countOutcomes, scorecardText, type Circumstances, type SectionResult } from './scorecardText'
import type { Section } from './section'
import { sections } from './sections'

const options: OptionTable = {
  short: { kind: 'flag', help: 'As in the tests: little of each; only printed.' },
  only: {
    kind: 'texts',
    value: '<letter>',
    help: 'One part only, such as M; may be repeated. The page is written once all parts were measured.',
  },
  seed: { kind: 'text', value: '<number>', help: 'Where chance begins (1).' },
  help: commonOptions.help,
}

const help = `Usage: npm run scorecard [-- --short] [--only <letter>] [--seed <number>]

Tries each promise of safety and reliability and writes docs/scorecard.md, whole; part by part with --only, once all are
measured; each names its commit.
The parts: ${sections.map(({ letter, title }) => `${letter} ${title}`).join('; ')}.
Exit code 1 when a promise is not met.
`

async function main(words: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-scorecard-'))
  try {
    const parsed = parseArguments(words, options)
    if (parsed.flag('help')) {
      process.stdout.write(help)
      return 0
    }
    return await measureAndTell(parsed, folder)
  } catch (error) {
    return reportError(error, false)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureAndTell(parsed: ParsedArguments, folder: string): Promise<number> {
  const chosen = chooseSections(parsed.texts('only'))
  const isShort = parsed.flag('short')
  const seed = numberOption(parsed, 'seed', 1, { minimum: 0, maximum: 2 ** 32 - 1 })
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const results = await measureSections(chosen, { isShort, seed, folder, say })
  const now = { ...(await circumstances()), seed, isShort }
  process.stdout.write(scorecardText(results, now))
  const whole = await joinWhole(results, now)
  if (whole) {
    const page = Buffer.from(scorecardText(whole, { ...now, isShort: false }))
    await writeFileAtomically(join(projectRoot, 'docs', 'scorecard.md'), page, { overwrite: true })
  }
  return countOutcomes(results)['not met'] === 0 ? 0 : 1
}

/** All parts: those that were just measured, beside those that were measured before; null while one is missing, and for a little of each. */
async function joinWhole(
  results: readonly SectionResult[],
  { commit, isChanged, seed, isShort }: Circumstances,
): Promise<readonly SectionResult[] | null> {
  if (results.length === sections.length) return isShort ? null : results
  if (commit === null || isChanged) return null
  const folder = join(projectRoot, 'out', 'scorecard')
  await keepParts(folder, results, { commit, seed, isShort })
  return joinParts(folder, sections, seed)
}

/** @throws ShellacError 'bad-argument' for a letter that no section has */
function chooseSections(letters: readonly string[]): readonly Section[] {
  const unknown = letters.find((letter) => !sections.some((section) => section.letter === letter))
  if (unknown !== undefined) {
    const known = sections.map(({ letter }) => letter).join(', ')
    throw new ShellacError('bad-argument', `There is no part ${unknown}; there are ${known}.`)
  }
  return letters.length === 0 ? sections : sections.filter(({ letter }) => letters.includes(letter))
}

async function circumstances(): Promise<Omit<Circumstances, 'seed' | 'isShort'>> {
  const commit = await git('rev-parse', '--short', 'HEAD')
  const changes = commit === null ? null : await git('status', '--porcelain', '--untracked-files=no')
  const processors = availableParallelism()
  return {
    date: new Date(),
    version,
    commit,
    isChanged: changes !== null && changes !== '',
    machine: `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${processors} processors`,
  }
}

/** What git says, or null where there is none. */
async function git(...words: string[]): Promise<string | null> {
  try {
    return (await promisify(execFile)('git', words, { cwd: projectRoot })).stdout.trim()
  } catch {
    return null
  }
}

process.exitCode = await main(process.argv.slice(2))
