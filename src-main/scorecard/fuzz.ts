/** `npm run fuzz`: mutated files for as long as is wanted. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { numberOption, parseArguments, type OptionTable, type ParsedArguments } from '../cli/arguments'
import { commonOptions } from '../cli/command'
import { reportError } from '../cli/terminal'
import { fuzz, saveFindings } from './hostileFiles/fuzz'
import { tallyText } from './hostileFiles/readingTally'
import { projectRoot } from './projectRoot'

const options: OptionTable = {
  minutes: { kind: 'text', value: '<minutes>', help: 'How long (30).' },
  seed: { kind: 'text', value: '<number>', help: 'Where chance begins (1); another seed, other files.' },
  help: commonOptions.help,
}

const help = `Usage: npm run fuzz -- [--minutes <minutes>] [--seed <number>]

Reads mutated sound files and projects in a process with limits on time and memory. What crashes it, hangs it, takes too
much or gives an error that is none of ours is kept in out/fuzz. Exit code 1 when there is any.
`

async function main(words: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-fuzz-'))
  try {
    const parsed = parseArguments(words, options)
    if (!parsed.flag('help')) return await run(parsed, folder)
    process.stdout.write(help)
    return 0
  } catch (error) {
    return reportError(error, false)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(parsed: ParsedArguments, folder: string): Promise<number> {
  const minutes = numberOption(parsed, 'minutes', 30, { minimum: 0, maximum: 100_000 })
  const seed = numberOption(parsed, 'seed', 1, { minimum: 0, maximum: 2 ** 32 - 1 })
  const end = performance.now() + minutes * 60_000
  const onFile = (files: number): void => {
    if (files % 1000 === 0) process.stderr.write(`${files} files\n`)
  }
  const tally = await fuzz({ seed, folder, goesOn: () => performance.now() < end, onFile })
  const paths = await saveFindings(tally.findings, join(projectRoot, 'out', 'fuzz'))
  process.stdout.write(`Seed ${seed}: ${tallyText(tally)}.\n${paths.map((path) => `${path}\n`).join('')}`)
  return paths.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
