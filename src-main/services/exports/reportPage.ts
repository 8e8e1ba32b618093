/** The report as a page to read, whatever it is written in. */
import type { ExportReport } from './report'

/** One part of the page. Texts are plain: whoever writes them takes care of their markup. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

export function reportPage(report: ExportReport): Block[] {
  const { source } = report
  return [
    title(`${source.name}: what was done`),
    text(
      `Made by ${report.application}. This is a derivative for listening; the source recording was not changed.`,
    ),
    heading('Source'),
    list([...factsOf(sourceFacts(source)), ...source.warnings.map((warning) => `Warning: ${warning}`)]),
    heading('Decomposition'),
    list(factsOf(decompositionFacts(report))),
    heading('Mix'),
    mixTable(report),
    list([
      ...report.strokes.map(strokeLine),
      ...factsOf({
        'Pan law': `${report.panLawDecibels} dB`,
        [nullTestName(report)]: decibels(report.nullTestDecibels, 'dB'),
        'Loudness before (the mono recording)': levels(report.loudness.before),
        'Loudness after (the stereo mix)': levels(report.loudness.after),
      }),
    ]),
    ...leftOut(report),
    heading('Files'),
    filesTable(report),
    text(`Format: ${formOf(report.export)}; shared gain ${report.export.sharedGainDecibels} dB.`),
    list([...report.export.notes, ...report.export.warnings.map((warning) => `Warning: ${warning}`)]),
  ]
}

function title(words: string): Block {
  return { kind: 'title', text: words }
}

function heading(words: string): Block {
  return { kind: 'heading', text: words }
}

function text(words: string): Block {
  return { kind: 'text', text: words }
}

function list(items: readonly string[]): Block {
  return { kind: 'list', items }
}

type Facts = Readonly<Record<string, string>>

function factsOf(facts: Facts): string[] {
  return Object.entries(facts).map(([name, value]) => `${name}: ${value}`)
}

function sourceFacts(source: ExportReport['source']): Facts {
  return {
    File: `${source.name}, ${source.byteLength} bytes`,
    'SHA-256': source.sha256,
    Format: formatOf(source),
    'Sample rate': `${source.sampleRate} Hz`,
    Channels: channelsOf(source),
    Length: `${(source.sampleCount / source.sampleRate).toFixed(3)} s (sample count: ${source.sampleCount})`,
  }
}

function decompositionFacts({ source, analysis, clicks, decomposition }: ExportReport): Facts {
  const seconds = (samples: number): string => (samples / source.sampleRate).toFixed(3)
  const learned = analysis.learned.map(
    ({ name, kind, start, end, components }) =>
      `${kind === 'noise' ? 'noise' : name} from ${seconds(start)} to ${seconds(end)} s (components ${components.join(', ')})`,
  )
  return {
    Method: `smooth Itakura-Saito NMF, algorithm ${analysis.algorithm}`,
    ...(analysis.declick === null ? {} : { 'Declicked before': clicksOf(clicks, analysis.declick) }),
    Components: `K = ${analysis.componentCount}`,
    ...(learned.length === 0 ? {} : { Learned: learned.join('; ') }),
    Smoothness: `lambda = ${analysis.smoothness}`,
    Window: `${analysis.windowLength} samples (${analysis.windowMilliseconds} ms), sine, hop ${analysis.hop}`,
    'Seed and restarts': `${analysis.seed}, ${analysis.restarts}`,
    Iterations: `${decomposition.iterations} (${decomposition.stopReason})`,
    Cost: decomposition.cost.toPrecision(8),
    ...(decomposition.refinements.length === 0
      ? {}
      : { 'Decomposed again since': decomposition.refinements.map(refinementText).join('; ') }),
  }
}

function refinementText({ components, into }: ExportReport['decomposition']['refinements'][number]): string {
  const numbers = components.map((k) => k + 1).join(', ')
  return `component ${numbers} of that time into ${into}, all others fixed`
}

function clicksOf(
  clicks: ExportReport['clicks'],
  { threshold }: NonNullable<ExportReport['analysis']['declick']>,
): string {
  const removed = clicks ? `, ${clicks.count} clicks removed (${clicks.perSecond} a second)` : ''
  return `threshold ${threshold}${removed}`
}

function nullTestName({ clicks }: ExportReport): string {
  return `Null test (all parts${clicks ? ' and the removed clicks' : ''} summed, against the recording)`
}

function mixTable(report: ExportReport): Block {
  const rows = report.sources.map(({ name, components, pan, gainDecibels, noiseDecibels, mute, solo }) => [
    name,
    components.join(', '),
    `${pan}`,
    `${gainDecibels === null ? '-inf' : gainDecibels} dB`,
    remarks([
      mute ? 'muted' : solo ? 'solo' : '',
      noiseDecibels === null ? '' : `noise let in at ${noiseDecibels} dB`,
    ]),
  ])
  const rest =
    report.ungrouped.length > 0 ? [['(ungrouped)', report.ungrouped.join(', '), '0', '0 dB', '']] : []
  const { components, amountPercent } = report.noise
  const noise =
    components.length > 0
      ? [['Noise', components.join(', '), '0', `${amountPercent} % let in`, shapeOf(report.noise)]]
      : []
  return {
    kind: 'table',
    head: ['Source', 'Components', 'Pan', 'Level', ''],
    rows: [...rows, ...rest, ...noise],
  }
}

function strokeLine({ to, from, strengthPercent, shape }: ExportReport['strokes'][number]): string {
  const places = shape.kind === 'box' ? [shape] : shape.points
  const seconds = places.flatMap((it) => ('start' in it ? [it.start, it.end] : [it.seconds]))
  const hertz = places.flatMap((it) => ('start' in it ? [it.low, it.high] : [it.hertz]))
  const where = `${range(seconds, 2)} s, ${range(hertz, 0)} Hz`
  return `Painted: ${where}: ${strengthPercent} % moved to ${to} from ${from ?? 'all others'}`
}

function range(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits))
  return low === high ? low : `${low} to ${high}`
}

function remarks(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('; ')
}

function shapeOf({ smoothingMilliseconds, smoothingHertz, filtered }: ExportReport['noise']): string {
  const isSmooth = smoothingMilliseconds > 0 || smoothingHertz > 0
  return remarks([
    filtered ? 'learned noise filtered out before the masks' : '',
    isSmooth ? `mask averaged over ${smoothingMilliseconds} ms and ${smoothingHertz} Hz to either side` : '',
  ])
}

/** The components that are noise. */
function leftOut({ noise, components }: ExportReport): Block[] {
  if (noise.components.length === 0) return []
  const rows = noise.components.map((number) => {
    const { name, energySharePercent, centroidHz } = components[number - 1]
    return [`${number}`, name, `${energySharePercent} %`, `${centroidHz} Hz`]
  })
  const kept = noise.amountPercent === 0 ? '' : `, but for ${noise.amountPercent} %`
  return [
    heading('Left out'),
    text(`These components are in the noise and left out${kept}.`),
    { kind: 'table', head: ['Component', 'Name', 'Share of the energy', 'Centre of its spectrum'], rows },
  ]
}

function filesTable({ export: { files } }: ExportReport): Block {
  return {
    kind: 'table',
    head: ['File', 'Content', 'Channels', 'Loudness', 'True peak', 'Dither', 'Clipped samples', 'Limiter'],
    rows: files.map((file) => [
      file.name,
      file.title,
      `${file.channels}`,
      loudness(file.lufs),
      decibels(file.truePeakDbtp, 'dBTP'),
      file.dither ? 'TPDF' : 'none',
      `${file.clippedSamples}`,
      limiter(file.limiter),
    ]),
  }
}

function formatOf({ format: { container, codec, bitDepth } }: ExportReport['source']): string {
  return [...new Set([container, codec]), ...(bitDepth > 0 ? [`${bitDepth} bit`] : [])].join(', ')
}

function channelsOf({ channelCount, description, channel, lag }: ExportReport['source']): string {
  if (channelCount === 1) return '1'
  const moved = lag === 0 ? '' : `, right channel moved by ${lag} samples`
  return `${channelCount} (${description}); analysed: ${channel}${moved}`
}

function formOf({ preset, format, bits, kilobitsPerSecond, sampleRate }: ExportReport['export']): string {
  const length =
    bits === '32f' ? '32 bit float' : bits === null ? `${kilobitsPerSecond} kbit/s` : `${bits} bit`
  const form = `${format.toUpperCase()}, ${length}, ${sampleRate} Hz`
  return preset === null ? form : `${preset} (${form})`
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
