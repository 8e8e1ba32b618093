import { lowestCounted } from './grouping'
import type { RecordingScore, StemScore } from './scoreRecording'

/** Plain text for a terminal: a block for each recording and, when there are several, one line for each at the end. */
export function formatScores(scores: readonly RecordingScore[]): string {
  const blocks = scores.map(formatRecording)
  if (scores.length > 1) blocks.push(formatSummary(scores))
  return [...blocks, legend].join('\n\n')
}

const legend = [
  'SI-SDR in dB, lead-in and run-out left out. do nothing: the clean sum of all stems (denoise: the recording) as it is;',
  'recording: the degraded recording as it is; ours: best grouping of the components; oracle: Wiener mask of the true parts.',
  `The mean counts a stem as ${lowestCounted} dB at least: so does the search for the best grouping.`,
].join('\n')

function formatRecording(score: RecordingScore): string {
  const { denoise } = score
  const seconds = `${score.decompositionSeconds.toFixed(1)} s, rendering ${score.renderingSeconds.toFixed(1)} s`
  const facts = `${seconds}, ${score.iterations} iterations (${score.stopReason}), cost ${costOf(score)}, null test ${decibels(score.nullTest)} dB`
  const rows = [
    ['', 'do nothing', 'recording', 'ours', 'oracle', 'gain', 'oracle gain', 'components'],
    ...score.stems.map((stem) => stemRow(stem)),
    ...(score.stems.length > 0 ? [stemRow({ name: 'mean', components: [], ...meanOf(score.stems) })] : []),
    [
      'denoise',
      ...[denoise.input, denoise.input, denoise.grouped, denoise.oracle].map(decibels),
      ...[denoise.grouped, denoise.oracle].map((value) => decibels(value - denoise.input)),
      denoise.components.join(' '),
    ],
  ]
  return [`${score.set} at ${score.ratio} dB: ${facts}`, ...align(rows)].join('\n')
}

function stemRow({ name, doNothing, recording, grouped, oracle, components }: StemScore): string[] {
  const figures = [doNothing, recording, grouped, oracle, grouped - doNothing, oracle - doNothing]
  return [name, ...figures.map(decibels), components.join(' ')]
}

function formatSummary(scores: readonly RecordingScore[]): string {
  const heading = ['set', 'SNR', 'seconds', 'iterations', 'cost', 'null test']
  const stems = ['stems: do nothing', 'ours', 'oracle']
  const denoising = ['denoise: input', 'ours', 'gain', 'oracle', 'oracle gain']
  const rows = scores.map((score) => {
    const { denoise } = score
    const mean = score.stems.length > 0 ? meanOf(score.stems) : undefined
    return [
      score.set,
      String(score.ratio),
      score.decompositionSeconds.toFixed(1),
      String(score.iterations),
      costOf(score),
      decibels(score.nullTest),
      ...(mean ? [mean.doNothing, mean.grouped, mean.oracle].map(decibels) : ['', '', '']),
      ...[denoise.input, denoise.grouped, denoise.grouped - denoise.input].map(decibels),
      ...[denoise.oracle, denoise.oracle - denoise.input].map(decibels),
    ]
  })
  return align([[...heading, ...stems, ...denoising], ...rows]).join('\n')
}

/** Means over the stems, each figure counted as lowestCounted at least. */
export function meanOf(
  stems: readonly StemScore[],
): Pick<StemScore, 'doNothing' | 'recording' | 'grouped' | 'oracle'> {
  const mean = (pick: (stem: StemScore) => number): number =>
    stems.reduce((sum, stem) => sum + Math.max(lowestCounted, pick(stem)), 0) / stems.length
  return {
    doNothing: mean((stem) => stem.doNothing),
    recording: mean((stem) => stem.recording),
    grouped: mean((stem) => stem.grouped),
    oracle: mean((stem) => stem.oracle),
  }
}

function costOf(score: RecordingScore): string {
  return score.cost.toPrecision(7)
}

function decibels(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : value > 0 ? 'inf' : '-inf'
}

/** First column to the left, the others to the right. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  )
}
