import { resolve } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import { measureQuality, type QualityPlan, type RecordingQuality } from '../score/quality/measureQuality'
import { qualityPage } from '../score/quality/qualityPage'
import { findScikit } from '../score/quality/scikitLearn'
import { scoreRecording, type RecordingScore } from '../score/scoreRecording'
import { formatScores } from '../score/scoreTable'
import { findTruthFolders, openDegraded, openTruthSet, type TruthFolder } from '../score/truthSet'
import { writeFileAtomically } from '../services/files/atomicWrite'
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
  quality: {
    kind: 'text',
    value: '<page>',
    help: 'Measure everything for a page such as docs/quality.md, and write it.',
  },
  seeds: { kind: 'text', value: '<n>', help: 'With --quality: seeds to take the mean over, 1 to 20 (3).' },
  cache: {
    kind: 'text',
    value: '<folder>',
    help: 'With --quality: keep what is measured there and go on from it.',
  },
  ...settingOptions,
  ...commonOptions,
}

const help = `Usage: npm run score -- <truth folder>... [--snr <dB>] [--json] [options of shellac decompose]

Decomposes the degraded recordings of truth sets (folders with manifest.json, clean.flac, degraded-XXdB.flac and
stems/*.flac, or folders of such folders), finds the best grouping of the components to the stems, and prints its
SI-SDR beside doing nothing and the oracle mask.

With --quality, measures K = 10 and 20 with several seeds: plain components, suggestions, learned noise and learned sources, with
and without declicking, a Wiener gate, and scikit-learn where it is installed, and writes it all as one page.

Examples:
  npm run score -- truth --snr 10 --components 20
  npm run score -- truth multitrack --snr 10 --quality docs/quality.md --cache /tmp/figures
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
    const page = parsed.text('quality')
    if (page !== undefined) {
      await writeQuality(parsed, page, terminal)
      return 0
    }
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

const script = resolve(import.meta.dirname, '../../src-main/score/quality/scikitLearn.py')
const qualityComponents = [10, 20]

/**
 * Measures every recording that was asked for and writes the page. Ctrl-C ends it without a page, because a decomposition that was stopped
 * says nothing; a cache keeps what was measured.
 */
async function writeQuality(parsed: ParsedArguments, page: string, terminal: Terminal): Promise<void> {
  const wish = readDecomposeOptions(parsed)
  const folders = await foldersToScore(parsed)
  const count = numberOption(parsed, 'seeds', 3, { minimum: 1, maximum: 20, whole: true })
  const scikit = findScikit(script)
  const plan: QualityPlan = {
    settingsAt: (sampleRate) => wish.settingsAt(sampleRate),
    components: qualityComponents,
    seeds: Array.from({ length: count }, (_, i) => i + 1),
    scikit,
    cache: parsed.text('cache'),
  }
  const control: JobControl = {
    wish: () => (terminal.control.wish() === 'go-on' ? 'go-on' : 'cancel'),
    report: (progress) => terminal.control.report(progress),
  }
  const measured: RecordingQuality[] = []
  for (const folder of folders) {
    const set = await openTruthSet(folder)
    for (const ratio of set.ratios) {
      terminal.note(`${set.name} at ${ratio} dB`)
      const recording = { set, ratio, samples: await openDegraded(set, ratio) }
      measured.push(await measureQuality(recording, plan, control))
    }
  }
  const text = qualityPage(measured, {
    command: 'npm run score -- <folders> --quality docs/quality.md',
    components: plan.components,
    seeds: plan.seeds,
    scikitVersion: scikit?.version,
  })
  await writeFileAtomically(page, Buffer.from(text), { overwrite: true })
  terminal.result(`Written: ${page}`, { page, recordings: measured })
}

process.exitCode = await main(process.argv.slice(2))
