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
    ...bullets({
      'Pan law': `${report.panLawDecibels} dB`,
      'Null test (all parts summed, against the recording)': decibels(report.nullTestDecibels, 'dB'),
      'Loudness before (the mono recording)': levels(report.loudness.before),
      'Loudness after (the stereo mix)': levels(report.loudness.after),
    }),
    '',
    '## Files',
    '',
    '| File | Content | Channels | Loudness | True peak | Dither | Clipped samples |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...report.export.files.map(
      (file) =>
        `| ${escape(file.name)} | ${escape(file.title)} | ${file.channels} | ${loudness(file.lufs)} | ${decibels(file.truePeakDbtp, 'dBTP')} | ${file.dither ? 'TPDF' : 'none'} | ${file.clippedSamples} |`,
    ),
    '',
    `Format: ${report.export.format.toUpperCase()}, ${wordLength(report.export.bits)}, ${report.export.sampleRate} Hz; shared gain ${report.export.sharedGainDecibels} dB.`,
    '',
    ...report.export.notes.map((note) => `- ${escape(note)}`),
    ...report.export.warnings.map((warning) => `- Warning: ${escape(warning)}`),
    '',
  ]
  return lines.join('\n')
}

function mixTable(report: ExportReport): string[] {
  const rows = report.sources.map(
    ({ name, components, pan, gainDecibels, mute, solo }) =>
      `| ${escape(name)} | ${components.join(', ')} | ${pan} | ${gainDecibels === null ? '-inf' : gainDecibels} dB | ${mute ? 'muted' : solo ? 'solo' : ''} |`,
  )
  const rest =
    report.ungrouped.length > 0 ? [`| (ungrouped) | ${report.ungrouped.join(', ')} | 0 | 0 dB | |`] : []
  const noise =
    report.noise.components.length > 0
      ? [`| Noise | ${report.noise.components.join(', ')} | 0 | ${report.noise.amountPercent} % let in | |`]
      : []
  return [
    '| Source | Components | Pan | Level | |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...rest,
    ...noise,
  ]
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

function wordLength(bits: ExportReport['export']['bits']): string {
  return bits === '32f' ? '32 bit float' : `${bits} bit`
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
