import { type AudioData, emptySamples, sampleCount, type Samples } from '../audioData'
import { analyseChannels, type ChannelAnalysis, describeChannels } from './channels'
import { fillKernelRow, tapCount } from '../resampleKernel'

export type ChannelChoice = 'auto' | 'left' | 'right' | 'mid' | 'side'
export type Channel = Exclude<ChannelChoice, 'auto'>

/** What makes a mono signal of a file; stored in the project, it gives the same samples again. */
export interface DownmixRecipe {
  readonly channel: Channel
  /** Samples by which the right channel is moved forward before mid or side; need not be whole. */
  readonly lag: number
}

export interface MonoRecording extends DownmixRecipe {
  readonly samples: Samples
  /** What the channels were found to hold, for people. */
  readonly description: string
  readonly warnings: readonly string[]
}

/** When one wall is noisier by more than this (dB), its noise would spoil the mid. */
const NOISIER_WALL = 6
/** -60 dB of the louder channel. */
const NEARLY_NOTHING = 1e-6
const DELAY_SHAPE = { halfWidth: 32, cutoff: 0.5, beta: 8 }

/**
 * One channel of a recording. 'auto' measures what two channels hold: dual mono gives the left, one silent channel
 * the other, inverted channels the side, two groove walls the aligned mid or the quieter wall, stereo the mid with
 * a warning. An explicit choice is taken without alignment; more than two channels give the mean of all for 'auto'
 * and 'mid', and their first two for the rest. A mono file is left untouched, whatever the choice.
 */
export function toMono(audio: AudioData, choice: ChannelChoice): MonoRecording {
  const { recipe, description, warnings } = decide(audio, choice)
  const samples = downmixWith(audio, recipe)
  return {
    ...recipe,
    samples,
    description,
    warnings: [...warnings, ...warnOfSilence(audio, samples, recipe)],
  }
}

/**
 * The samples of a known recipe, bit for bit those that toMono gave. mid = (left + right) / 2, side =
 * (left - right) / 2; the samples moved in at the end are zero. Left and right are the file's own arrays.
 */
export function downmixWith(audio: AudioData, { channel, lag }: DownmixRecipe): Samples {
  const [left, right] = audio.channels
  if (!right || channel === 'left') return left
  if (channel === 'right') return right
  if (channel === 'mid' && audio.channels.length > 2) return meanOf(audio)
  const aligned = advance(right, lag)
  const sign = channel === 'mid' ? 1 : -1
  return filled(audio, (i) => (left[i] + sign * aligned[i]) / 2)
}

interface Decision {
  readonly recipe: DownmixRecipe
  readonly description: string
  readonly warnings: readonly string[]
}

function decide(audio: AudioData, choice: ChannelChoice): Decision {
  const count = audio.channels.length
  if (count === 1) return { recipe: { channel: 'left', lag: 0 }, description: 'mono', warnings: [] }
  if (count > 2) return decideMany(count, choice)
  const analysis = analyseChannels(audio.channels[0], audio.channels[1], audio.sampleRate)
  const description = describeChannels(analysis)
  if (choice !== 'auto') return { recipe: { channel: choice, lag: 0 }, description, warnings: [] }
  return { recipe: decideTwo(analysis), description, warnings: warnOf(analysis) }
}

function decideMany(count: number, choice: ChannelChoice): Decision {
  const channel = choice === 'auto' ? 'mid' : choice
  const used = channel === 'mid' ? `the mean of all ${count}` : `channels 1 and 2 for "${channel}"`
  return {
    recipe: { channel, lag: 0 },
    description: `${count} channels`,
    warnings: [`The recording has ${count} channels, not one or two; Shellac works on ${used}.`],
  }
}

function decideTwo({ kind, lag, levelDifference, noiseDifference }: ChannelAnalysis): DownmixRecipe {
  switch (kind) {
    case 'dual mono':
      return { channel: 'left', lag: 0 }
    case 'one silent channel':
      return { channel: levelDifference < 0 ? 'right' : 'left', lag: 0 }
    case 'inverted':
      return decideWalls('side', lag, noiseDifference)
    case 'two groove walls':
      return decideWalls('mid', lag, noiseDifference)
    case 'true stereo':
      return { channel: 'mid', lag: 0 }
  }
}

function decideWalls(both: 'mid' | 'side', lag: number, noiseDifference: number): DownmixRecipe {
  if (noiseDifference > NOISIER_WALL) return { channel: 'right', lag: 0 }
  if (noiseDifference < -NOISIER_WALL) return { channel: 'left', lag: 0 }
  return { channel: both, lag }
}

function warnOf({ kind, sideToMid }: ChannelAnalysis): string[] {
  if (kind === 'true stereo') {
    return [
      `The recording is true stereo (side ${sideToMid.toFixed(1)} dB against mid), not a mono one; Shellac works on ` +
        'the mid, (left + right) / 2, and what differs between the channels is lost.',
    ]
  }
  if (kind === 'inverted') {
    return [
      'The right channel is the left one inverted; the side, (left - right) / 2, is taken, as the mid would cancel.',
    ]
  }
  return []
}

/** The side of dual mono, the mid of inverted channels, the empty channel: a choice that leaves next to nothing. */
function warnOfSilence(audio: AudioData, samples: Samples, { channel }: DownmixRecipe): string[] {
  const loudest = Math.max(...audio.channels.map(energyOf))
  if (loudest === 0 || energyOf(samples) > NEARLY_NOTHING * loudest) return []
  return [`The chosen channel "${channel}" is almost silent in this recording; the music is in another one.`]
}

function energyOf(samples: Samples): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum
}

function meanOf(audio: AudioData): Samples {
  return filled(audio, (i) => {
    let sum = 0
    for (const channel of audio.channels) sum += channel[i]
    return sum / audio.channels.length
  })
}

/** As precise as the channels are. */
function filled(audio: AudioData, sampleAt: (i: number) => number): Samples {
  const isSingle = audio.channels.every((channel) => channel instanceof Float32Array)
  const samples = emptySamples(sampleCount(audio), isSingle ? 4 : 8)
  for (let i = 0; i < samples.length; i++) samples[i] = sampleAt(i)
  return samples
}

/** samples[i + lag], between the samples by a Kaiser sinc of 64 taps; zero outside. */
function advance(samples: Samples, lag: number): Samples {
  if (lag === 0) return samples
  const whole = Math.floor(lag)
  const at = (i: number) => (i >= 0 && i < samples.length ? samples[i] : 0)
  const moved = new Float64Array(samples.length)
  if (lag === whole) return moved.map((_, i) => at(i + whole))
  const row = new Float64Array(tapCount(DELAY_SHAPE.halfWidth))
  fillKernelRow(row, lag - whole, DELAY_SHAPE)
  const first = whole - (row.length / 2 - 1)
  return moved.map((_, i) => {
    let sum = 0
    for (let tap = 0; tap < row.length; tap++) sum += row[tap] * at(i + first + tap)
    return sum
  })
}
