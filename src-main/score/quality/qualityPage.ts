/** docs/quality.md, from figures alone. */
import { lowestCounted } from '../grouping'
import type { RecordingQuality, WayScores } from './measureQuality'
import type { WayName } from './ways'

export interface PageFacts {
  readonly command: string
  readonly components: readonly number[]
  readonly seeds: readonly number[]
  /** Undefined where it was not there. */
  readonly scikitVersion: string | undefined
}

/** Targets: share of the oracle's gain, and gain of learned sources in dB. */
const wantedShare = 0.8
const wantedGain = 2
const targetRatio = 10

export function qualityPage(recordings: readonly RecordingQuality[], facts: PageFacts): string {
  return [
    '# Quality',
    '',
    introduction(facts),
    '',
    '## In short',
    '',
    ...inShort(recordings, facts),
    '',
    '## Noise',
    '',
    noiseText,
    '',
    ...noiseTable(recordings, facts),
    '',
    '## Sources',
    '',
    sourcesText,
    '',
    ...recordings.filter(({ stemNames }) => stemNames.length > 1).flatMap((each) => sourcesOf(each, facts)),
    '## How the figures are made',
    '',
    method,
    '',
    ...recordings.map(({ set, ratio, learnedFrom }) => `- ${set} at ${ratio} dB: ${learnedFrom}.`),
    '',
  ].join('\n')
}

function introduction({ command, components, seeds, scikitVersion }: PageFacts): string {
  return [
    `Written by \`${command}\`; do not edit. Every figure is SI-SDR in dB, the mean over ${seeds.length} seed${seeds.length === 1 ? '' : 's'}, with K = ${components.join(' and ')} free components.`,
    'What the figures mean stands at the end.',
    scikitVersion === undefined
      ? 'scikit-learn was not installed and is left out.'
      : `scikit-learn is version ${scikitVersion}.`,
  ].join('\n')
}

const noiseText = [
  'Gain over the recording as it is, of the music without what is dropped. _oracle_: the Wiener mask of true music and true noise, which no',
  'program can have. _gate_: a plain Wiener gate with the mean spectrum of the noise stretch. _remaster_: what `shellac remaster` leaves out',
  'unasked. _best grouping_: plain components, those kept that serve best by the truth. _learned_: learned noise is dropped, what the filter and',
  'what its 8 spectra take of it, nothing else; _declicked_: after removing clicks. _share_: of the gain of the oracle.',
].join('\n')

const sourcesText = [
  '_as it is_: the recording taken for the stem. _plain_: the best grouping of plain components by the truth. _learned_: spectra learned where the',
  'stem sounds alone, after declicking and beside learned noise, free components grouped by the truth; _alone_: without the free ones, so that',
  'nothing is known of the truth. _scikit-learn_: its IS-NMF (solver mu), the same masks and grouping as plain.',
].join('\n')

const method = [
  'SI-SDR (Le Roux, Wisdom, Erdogan, Hershey 2019) is taken where the music is, without lead-in, run-out and everything that was learned from. A',
  'mean over stems counts each as -10 dB at least. Stretches come from the truth: noise where no stem sounds, a source where only it sounds for a second or more.',
  'Where a recording has none, the beginning of its music (a quarter, 6 s at most) is put before it, stem by stem and with its noise, as if the',
  'musicians had played alone first; that beginning is not judged. The same factorisations give the null test: the sum of all outputs against',
  'the recording. scikit-learn gets 300 iterations and this program its defaults.',
].join('\n')

function inShort(recordings: readonly RecordingQuality[], { components }: PageFacts): string[] {
  const judged = recordings.filter(({ ratio }) => ratio === targetRatio)
  const shares = judged.map((each) => ({ name: each.set, value: bestShare(each, components) }))
  const gains = judged.flatMap((each) => gainsOf(each, components))
  const losses = recordings.flatMap((each) =>
    components.map((K) => ({
      name: `${each.set} at ${each.ratio} dB, K ${K}`,
      value: worst(each.ways.plain, K, ({ dropped }) => dropped) - each.references.input,
    })),
  )
  const nulls = recordings.flatMap(({ ways }) =>
    Object.values(ways).flatMap((all) => all.flatMap(({ scores }) => scores.map(({ nullTest }) => nullTest))),
  )
  return [
    target(
      `Noise learned and clicks removed: at least ${100 * wantedShare} % of the gain of the oracle, on recordings at ${targetRatio} dB`,
      shares,
      wantedShare,
      (it) => `${Math.round(100 * it)} %`,
    ),
    target(
      `Learned sources: at least +${wantedGain} dB over the best grouping of plain components, stems with a solo at ${targetRatio} dB`,
      gains,
      wantedGain,
      signed,
    ),
    target('`remaster` with suggestions: never below the recording as it is', losses, 0, signed),
    `- Null test of everything above: ${decibels(Math.max(...nulls))} dB at worst.`,
  ]
}

interface Named {
  readonly name: string
  readonly value: number
}

function target(
  text: string,
  values: readonly Named[],
  least: number,
  write: (value: number) => string,
): string {
  const missed = values.filter(({ value }) => value < least)
  const list = (some: readonly Named[]): string =>
    some.map(({ name, value }) => `${name} ${write(value)}`).join(', ')
  if (missed.length === 0) return `- ${text}: met (${list(values)}).`
  const met = values.filter(({ value }) => value >= least)
  return `- ${text}: met by ${met.length} of ${values.length}. Not by ${list(missed)}.${met.length > 0 ? ` Met by ${list(met)}.` : ''}`
}

/** With the K that serves this recording best. */
function bestShare(
  { ways, references: { input, oracle } }: RecordingQuality,
  components: readonly number[],
): number {
  return Math.max(
    ...components.map((K) => (mean(ways.declicked, K, ({ dropped }) => dropped) - input) / (oracle - input)),
  )
}

/** Of each stem that was learned, with the same K on both sides. */
function gainsOf(
  { set, ways, learnedStems, stemNames }: RecordingQuality,
  components: readonly number[],
): Named[] {
  return learnedStems.flatMap((j) =>
    components.map((K) => {
      const counted = ({ stems }: { stems: readonly number[] }): number => Math.max(lowestCounted, stems[j])
      return {
        name: `${set} ${stemNames[j]}, K ${K}`,
        value: mean(ways.sources, K, counted) - mean(ways.plain, K, counted),
      }
    }),
  )
}

function noiseTable(recordings: readonly RecordingQuality[], { components }: PageFacts): string[] {
  const heading = [
    'recording',
    'as it is',
    'oracle',
    'gate',
    'K',
    'remaster',
    'best grouping',
    'learned',
    'declicked',
    'share',
  ]
  const rows = recordings.flatMap(({ set, ratio, references, ways }) =>
    components.map((K, i) => {
      const { input, oracle, gate } = references
      const gain = (way: WayName, of: 'dropped' | 'grouped'): number =>
        mean(ways[way], K, (score) => score[of]) - input
      const declicked = gain('declicked', 'dropped')
      const first = [`${set} ${ratio} dB`, decibels(input), signed(oracle - input), signed(gate - input)]
      return [
        ...(i === 0 ? first : ['', '', '', '']),
        String(K),
        signed(gain('plain', 'dropped')),
        signed(gain('plain', 'grouped')),
        signed(gain('noise', 'dropped')),
        signed(declicked),
        `${Math.round((100 * declicked) / (oracle - input))} %`,
      ]
    }),
  )
  return table(heading, rows)
}

function sourcesOf(each: RecordingQuality, { components }: PageFacts): string[] {
  const { stemNames, references, ways, scikit } = each
  const columns = components.flatMap((K) => [`plain K ${K}`, `learned K ${K}`, `alone K ${K}`])
  const others = scikit.map(({ components: K }) => `scikit-learn K ${K}`)
  const values = stemNames.map((_, j) => [
    references.stems[j].doNothing,
    references.stems[j].oracle,
    ...components.flatMap((K) => [
      mean(ways.plain, K, ({ stems }) => stems[j]),
      mean(ways.sources, K, ({ stems }) => stems[j]),
      mean(ways.sources, K, ({ learnedAlone }) => learnedAlone[j] ?? NaN),
    ]),
    ...scikit.map(({ scores }) => average(scores.map(({ stems }) => stems[j]))),
  ])
  const means = values[0].map((_, column) =>
    average(values.map((row) => Math.max(lowestCounted, row[column]))),
  )
  return [
    `### ${each.set} at ${each.ratio} dB`,
    '',
    ...table(
      ['stem', 'as it is', 'oracle', ...columns, ...others],
      [...values, means].map((row, j) => [stemNames[j] ?? 'mean', ...row.map(decibels)]),
    ),
    '',
  ]
}

function mean<Score>(
  all: readonly { readonly components: number; readonly scores: readonly Score[] }[],
  components: number,
  of: (score: Score) => number,
): number {
  const found = all.find((it) => it.components === components)
  return found ? average(found.scores.map(of)) : NaN
}

function worst(
  all: readonly WayScores[],
  components: number,
  of: (score: WayScores['scores'][number]) => number,
): number {
  return Math.min(...(all.find((it) => it.components === components)?.scores.map(of) ?? []))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function decibels(value: number): string {
  if (Number.isNaN(value)) return ''
  return Number.isFinite(value) ? value.toFixed(1) : value > 0 ? 'inf' : '-inf'
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(1)}`
}

/** Markdown; the first column to the left, the others to the right. */
function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((text, column) =>
    Math.max(text.length, 3, ...rows.map((row) => row[column].length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(heading), `| ${rule.join(' | ')} |`, ...rows.map(line)]
}
