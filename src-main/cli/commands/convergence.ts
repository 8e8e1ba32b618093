import { toMono } from '@core/audio/channels/downmix'
import { ShellacError } from '@core/contract/errors'
import type { PictureFormat } from '@core/contract/pictures'
import { algorithms as allAlgorithms, type Algorithm } from '@core/nmf/factorize'
import { compareAlgorithms } from '../../engine/compare'
import { pause } from '../../engine/pause'
import { settingsCaption } from '../../services/pictures/captions'
import { drawAlgorithms } from '../../services/pictures/drawCosts'
import { writePicture } from '../../services/pictures/exportPicture'
import { openRecording } from '../../services/recordings'
import { checkTarget } from '../../services/files/writeTarget'
import { formatTime, type TimeRange } from '@core/pictures/timeAxis'
import { onePositional, type OptionTable, type ParsedArguments } from '../arguments'
import type { Command } from '../command'
import { decomposeOptions, readDecomposeOptions } from '../decomposeOptions'
import { requireFileTarget } from '../outputPath'
import { pictureFormatOf, readTimeRange } from '../pictureOptions'

/** Seconds that are compared on unless others are asked for: EM takes long. */
const usualLength = 15
/** Each algorithm runs by itself, from one start. */
const unused: ReadonlySet<string> = new Set(['algorithm', 'restarts', 'declick', 'learn'])
const analysisOptions: OptionTable = Object.fromEntries(
  Object.entries(decomposeOptions).filter(([name]) => !unused.has(name)),
)

export const convergenceCommand: Command = {
  name: 'convergence',
  operands: '<recording> -o <file.png|file.svg>',
  summary: 'Compares how fast the algorithms lower the cost of the same recording, from the same start.',
  options: {
    output: {
      kind: 'text',
      short: 'o',
      value: '<file>',
      help: 'The file to write: pixels (.png) or lines and letters (.svg).',
    },
    svg: { kind: 'text', value: '<file>', help: 'The same, always as SVG.' },
    algorithms: {
      kind: 'text',
      value: '<names>',
      help: 'Which ones, with commas between them (accelerated,mm,mu,em).',
    },
    seconds: { kind: 'flag', help: 'Cost against seconds instead of iterations.' },
    from: { kind: 'text', value: '<s>', help: 'Second at which the compared part begins (0).' },
    to: {
      kind: 'text',
      value: '<s>',
      help: `Second at which it ends (${usualLength} after its beginning).`,
    },
    ...analysisOptions,
    iterations: { kind: 'text', value: '<max>', help: 'Iterations of each at most (100).' },
    force: { kind: 'flag', help: 'Replace the file if it exists (never the recording).' },
  },
  example: 'shellac convergence side-a.flac --svg convergence.svg --from 30 --to 45',
  keepsWhenStopped: true,
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'recording')
    const target = readTarget(parsed)
    const chosen = readAlgorithms(parsed)
    const wish = readDecomposeOptions(parsed)
    if (wish.findsSmoothness) {
      throw new ShellacError(
        'bad-argument',
        '--smoothness auto is for decompose and remaster; name a number here.',
      )
    }
    const part = readPart(parsed)
    await requireFileTarget(target.path, `convergence.${target.format}`)
    const place = { ...target, overwrite: parsed.flag('force'), protectedPaths: [path] }
    await checkTarget(target.path, place)

    terminal.control.report({ stage: 'reading', done: 0 })
    const { audio, name } = await openRecording(path)
    await pause(terminal.control)
    const mono = toMono(audio, wish.channel)
    for (const warning of [...audio.warnings, ...mono.warnings]) terminal.warn(warning)
    const range = within(part, mono.samples.length / audio.sampleRate)
    const settings = wish.settingsAt(audio.sampleRate)
    const [start, end] = [range.start, range.end].map((seconds) => Math.round(seconds * audio.sampleRate))
    const comparison = { settings, algorithms: chosen }
    const curves = await compareAlgorithms(mono.samples.subarray(start, end), comparison, terminal.control)
    if (curves.length < chosen.length) terminal.warn('Stopped; the curves so far were kept.')

    const against = parsed.flag('seconds') ? 'seconds' : 'iteration'
    const times = `${formatTime(range.start, 0.1)} to ${formatTime(range.end, 0.1)}`
    const caption = [name, times, ...settingsCaption(settings, audio.sampleRate)]
    const drawn = drawAlgorithms({ curves, against, caption })
    await writePicture(drawn, place, terminal.control)
    const said = [...drawn.text.sentences, `Saved as ${target.path}.`].join('\n')
    terminal.result(said, { recording: path, file: target.path, ...range, ...drawn.text, curves })
  },
}

function readTarget(parsed: ParsedArguments): { readonly path: string; readonly format: PictureFormat } {
  const [output, svg] = [parsed.text('output'), parsed.text('svg')]
  if (output !== undefined && svg !== undefined) {
    throw new ShellacError('bad-argument', 'Both -o and --svg are given; one file is written.')
  }
  if (svg) return { path: svg, format: 'svg' }
  if (!output) throw new ShellacError('bad-argument', '-o <file> or --svg <file> is missing.')
  return { path: output, format: pictureFormatOf(output) }
}

const usualOrder: readonly Algorithm[] = ['accelerated', 'mm', 'mu', 'em']

function readAlgorithms(parsed: ParsedArguments): Algorithm[] {
  const text = parsed.text('algorithms') ?? usualOrder.join(',')
  const chosen = text.split(',').map((word) => {
    const found = allAlgorithms.find((algorithm) => algorithm === word.trim())
    if (found) return found
    const message = `--algorithms has "${word}"; it must be of ${allAlgorithms.join(', ')}, with commas between them.`
    throw new ShellacError('bad-argument', message)
  })
  return [...new Set(chosen)]
}

function readPart(parsed: ParsedArguments): TimeRange {
  const range = readTimeRange(parsed)
  const start = range?.start ?? 0
  return { start, end: range && parsed.text('to') !== undefined ? range.end : start + usualLength }
}

/** @throws ShellacError 'bad-argument' */
function within({ start, end }: TimeRange, duration: number): TimeRange {
  if (start < duration) return { start, end: Math.min(end, duration) }
  const message = `--from is ${start} s, but the recording is ${duration.toFixed(3)} s long.`
  throw new ShellacError('bad-argument', message)
}
