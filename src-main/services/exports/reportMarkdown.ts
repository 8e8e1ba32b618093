import type { ExportReport } from './report'

/** The same report as a page to read. */
export function reportAsMarkdown(report: ExportReport): string {
  const { source, analysis, decomposition } = report
  const lines = [
    `# ${escape(source.name)}: what was done`,
    '',
    `Made by ${report.application}. This is a derivative for listening; the source recording was not changed.`,
    '',
    '## Source',
    '',
    ...bullets({
      File: `${escape(source.name)}, ${source.byteLength} bytes`,
      'SHA-256': source.sha256,
      Format: formatOf(source),
      'Sample rate': `${source.sampleRate} Hz`,
      Channels: channelsOf(source),
      Length: `${(source.sampleCount / source.sampleRate).toFixed(3)} s (sample count: ${source.sampleCount})`,
    }),
    ...source.warnings.map((warning) => `- Warning: ${escape(warning)}`),
    '',
    '## Decomposition',
    '',
    ...bullets({
      Method: `smooth Itakura-Saito NMF, algorithm ${analysis.algorithm}`,
      Components: `K = ${analysis.componentCount}`,
      Smoothness: `lambda = ${analysis.smoothness}`,
      Window: `${analysis.windowLength} samples (${analysis.windowMilliseconds} ms), sine, hop ${analysis.hop}`,
      'Seed and restarts': `${analysis.seed}, ${analysis.restarts}`,
      Iterations: `${decomposition.iterations} (${decomposition.stopReason})`,
      Cost: decomposition.cost.toPrecision(8),
    }),
    '',
    '## Mix',
    '',
    ...mixTable(report),
    '',
    ...strokesList(report),
    ...bullets({
      'Pan law': `${report.panLawDecibels} dB`,
      'Null test (all parts summed, against the recording)': decibels(report.nullTestDecibels, 'dB'),
      'Loudness before (the mono recording)': levels(report.loudness.before),
      'Loudness after (the stereo mix)': levels(report.loudness.after),
    }),
    '',
    '## Files',
    '',
    '| File | Content | Channels | Loudness | True peak | Dither | Clipped samples | Limiter |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...report.export.files.map(
      (file) =>
        `| ${escape(file.name)} | ${escape(file.title)} | ${file.channels} | ${loudness(file.lufs)} | ${decibels(file.truePeakDbtp, 'dBTP')} | ${file.dither ? 'TPDF' : 'none'} | ${file.clippedSamples} | ${limiter(file.limiter)} |`,
    ),
    '',
    `Format: ${formOf(report.export)}; shared gain ${report.export.sharedGainDecibels} dB.`,
    '',
    ...report.export.notes.map((note) => `- ${escape(note)}`),
    ...report.export.warnings.map((warning) => `- Warning: ${escape(warning)}`),
    '',
  ]
  return lines.join('\n')
}

function mixTable(report: ExportReport): string[] {
  const rows = report.sources.map(
    ({ name, components, pan, gainDecibels, noiseDecibels, mute, solo }) =>
      `| ${escape(name)} | ${components.join(', ')} | ${pan} | ${gainDecibels === null ? '-inf' : gainDecibels} dB | ${remarks(
        [
          mute ? 'muted' : solo ? 'solo' : '',
          noiseDecibels === null ? '' : `noise let in at ${noiseDecibels} dB`,
        ],
      )} |`,
  )
  const rest =
    report.ungrouped.length > 0 ? [`| (ungrouped) | ${report.ungrouped.join(', ')} | 0 | 0 dB | |`] : []
  const noise =
    report.noise.components.length > 0
      ? [
          `| Noise | ${report.noise.components.join(', ')} | 0 | ${report.noise.amountPercent} % let in | ${smoothing(report.noise)} |`,
        ]
      : []
  return [
    '| Source | Components | Pan | Level | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...rest,
    ...noise,
  ]
}

function strokesList({ strokes }: ExportReport): string[] {
  if (strokes.length === 0) return []
  const lines = strokes.map(({ to, from, strengthPercent, shape }) => {
    const place = shape.kind === 'box' ? [shape] : shape.points
    const seconds = place.flatMap((it) => ('start' in it ? [it.start, it.end] : [it.seconds]))
    const hertz = place.flatMap((it) => ('start' in it ? [it.low, it.high] : [it.hertz]))
    const where = `${range(seconds, 2)} s, ${range(hertz, 0)} Hz`
    return `- Painted: ${where}: ${strengthPercent} % moved to ${escape(to)} from ${from === null ? 'all others' : escape(from)}`
  })
  return [...lines, '']
}

function range(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits))
  return low === high ? low : `${low} to ${high}`
}

function remarks(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('; ')
}

function smoothing({ smoothingMilliseconds, smoothingHertz }: ExportReport['noise']): string {
  if (smoothingMilliseconds === 0 && smoothingHertz === 0) return ''
  return `mask averaged over ${smoothingMilliseconds} ms and ${smoothingHertz} Hz to either side`
}

function bullets(facts: Readonly<Record<string, string>>): string[] {
  return Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`)
}

/** Text from outside on one line, also in a table cell: nothing in it may end the cell or become markup. */
function escape(text: string): string {
  return text.replace(/[\\|<>&`*_~#[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ')
}

function formatOf({ format: { container, codec, bitDepth } }: ExportReport['source']): string {
  return [...new Set([container, codec]), ...(bitDepth > 0 ? [`${bitDepth} bit`] : [])].map(escape).join(', ')
}

function channelsOf({ channelCount, description, channel, lag }: ExportReport['source']): string {
  if (channelCount === 1) return '1'
  const moved = lag === 0 ? '' : `, right channel moved by ${lag} samples`
  return `${channelCount} (${escape(description)}); analysed: ${channel}${moved}`
}

function formOf({ preset, format, bits, kilobitsPerSecond, sampleRate }: ExportReport['export']): string {
  const length =
    bits === '32f' ? '32 bit float' : bits === null ? `${kilobitsPerSecond} kbit/s` : `${bits} bit`
  const form = `${format.toUpperCase()}, ${length}, ${sampleRate} Hz`
  return preset === null ? form : `${escape(preset)} (${form})`
}

function limiter(figures: ExportReport['export']['files'][number]['limiter']): string {
  if (figures === null) return 'none'
  return `at most ${figures.reductionDecibels.toFixed(2)} dB, ${figures.sharePercent} % of the time`
}

function levels({ lufs, truePeakDbtp }: ExportReport['loudness']['before']): string {
  return `${loudness(lufs)}, true peak ${decibels(truePeakDbtp, 'dBTP')}`
}

/** BS.1770 gives no figure below -70 LUFS or for less than 0.4 s. */
function loudness(lufs: number | null): string {
  return lufs === null ? 'too quiet or short to measure' : decibels(lufs, 'LUFS')
}

function decibels(value: number | null, unit: string): string {
  return value === null ? `-inf ${unit}` : `${value.toFixed(2)} ${unit}`
}
