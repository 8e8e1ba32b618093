import { ShellacError } from '@core/contract/errors'
import { scoreRecording, type RecordingScore } from '../score/scoreRecording'
import { formatScores } from '../score/scoreTable'
import { findTruthFolders, openDegraded, openTruthSet, type TruthFolder } from '../score/truthSet'
import { numberOption, parseArguments, type OptionTable, type ParsedArguments } from './arguments'
import { commonOptions } from './command'
import { decomposeOptions, readDecomposeOptions, type DecomposeWish } from './decomposeOptions'
import { listenForSignals } from './signals'
import { createTerminal, reportError, type Terminal } from './terminal'

/** Truth sets are mono: there is no channel to choose. */
const settingOptions = Object.fromEntries(
  Object.entries(decomposeOptions).filter(([name]) => name !== 'channel'),
)

const options: OptionTable = {
  snr: { kind: 'text', value: '<dB>', help: 'Only the recordings of this signal-to-noise ratio.' },
  ...settingOptions,
  ...commonOptions,
}

const help = `Usage: npm run score -- <truth folder>... [--snr <dB>] [--json] [options of shellac decompose]

Decomposes the degraded recordings of truth sets (folders with manifest.json, clean.flac, degraded-XXdB.flac and
stems/*.flac, or folders of such folders), finds the best grouping of the components to the stems, and prints its
SI-SDR beside doing nothing and the oracle mask.

Example:
  npm run score -- truth --snr 10 --components 20
`

async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json')
  const signals = listenForSignals(() => undefined)
  try {
    const parsed = parseArguments(words, options)
    if (parsed.flag('help')) {
      process.stdout.write(help)
      return 0
    }
    const terminal = createTerminal(json, signals)
    const scores = await scoreAll(parsed, terminal)
    terminal.result(formatScores(scores), scores)
    return 0
  } catch (error) {
    return reportError(error, json, signals)
  }
}

/** Every recording that was asked for; after Ctrl-C those judged so far. */
async function scoreAll(parsed: ParsedArguments, terminal: Terminal): Promise<RecordingScore[]> {
  const wish = readDecomposeOptions(parsed)
  const folders = await foldersToScore(parsed)
  const scores: RecordingScore[] = []
  for (const folder of folders) {
    if (terminal.control.wish() !== 'go-on') break
    scores.push(...(await scoreFolder(folder, wish, terminal)))
  }
  return scores
}

/** @throws ShellacError 'bad-argument' when no folder is given or none has a recording of the ratio asked for */
async function foldersToScore(parsed: ParsedArguments): Promise<TruthFolder[]> {
  if (parsed.positionals.length === 0) throw new ShellacError('bad-argument', 'The truth folder is missing.')
  const found = (await Promise.all(parsed.positionals.map(findTruthFolders))).flat()
  const text = parsed.text('snr')
  const wanted = numberOption(parsed, 'snr', NaN, { minimum: -100, maximum: 100 })
  const folders = found
    .map((folder) => ({
      ...folder,
      ratios: folder.ratios.filter((ratio) => text === undefined || ratio === wanted),
    }))
    .filter((folder) => folder.ratios.length > 0)
  if (folders.length > 0) return folders
  throw new ShellacError(
    'bad-argument',
    `No degraded recording${text ? ` at ${text} dB` : ''} was found there.`,
  )
}

async function scoreFolder(
  folder: TruthFolder,
  wish: DecomposeWish,
  terminal: Terminal,
): Promise<RecordingScore[]> {
  const set = await openTruthSet(folder)
  const scores: RecordingScore[] = []
  for (const ratio of set.ratios) {
    if (terminal.control.wish() !== 'go-on') break
    terminal.note(`${set.name} at ${ratio} dB`)
    const samples = await openDegraded(set, ratio)
    const settings = wish.settingsAt(set.sampleRate)
    scores.push(await scoreRecording({ set, ratio, samples }, settings, terminal.control))
  }
  return scores
}

process.exitCode = await main(process.argv.slice(2))
