import { availableParallelism } from 'node:os'
import { algorithms, type Algorithm } from '@core/nmf/factorize'
import { decomposeDefaults, defaultIterations } from '@core/contract/decomposeDefaults'
import { decomposeRanges } from '@core/contract/decomposeRanges'
import { chooseFraming } from '@core/spectral/framing'
import type { ChannelChoice } from '@core/audio/channels/downmix'
import { clickThresholdRange } from '@core/project/limits'
import type { DeclickSettings } from '@core/project/project'
import { defaultThreshold } from '@core/restoration/clickSettings'
import type { DecomposeSettings } from '../engine/decomposition'
import { readStretches, stretchAt } from './learnOptions'
import { choiceOption, numberOption, type OptionTable, type ParsedArguments } from './arguments'

const channelChoices: readonly ChannelChoice[] = ['auto', 'left', 'right', 'mid', 'side']

export const decomposeOptions: OptionTable = {
  components: { kind: 'text', value: '<K>', help: 'Number of components, 1 to 200 (10).' },
  smoothness: {
    kind: 'text',
    value: '<lambda>',
    help: 'Smoothness of the activations, 0 to 100000, or auto: what foretells an excerpt best (10).',
  },
  window: { kind: 'text', value: '<ms>', help: 'Length of the analysis window, 2 to 1000 ms (23).' },
  overlap: { kind: 'text', value: '<fraction>', help: 'Overlap of the windows, 0.5 to 0.9375 (0.5).' },
  iterations: { kind: 'text', value: '<max>', help: 'Iterations at most (100; plain algorithms 300).' },
  tolerance: {
    kind: 'text',
    value: '<rel>',
    help: 'End when ten iterations lower the cost by less than this share; 0 never ends early (1e-4).',
  },
  algorithm: { kind: 'text', value: '<name>', help: 'mm, mu, accelerated or em (accelerated).' },
  restarts: { kind: 'text', value: '<n>', help: 'Different starts, the best is kept, 1 to 100 (1).' },
  seed: {
    kind: 'text',
    value: '<n>',
    help: 'Seed of the start, from 0: the same seed gives the same result (1).',
  },
  declick: {
    kind: 'number',
    value: '[threshold]',
    help: 'Remove clicks first; a threshold of 3 to 50 (5): lower finds more, and takes more of the music.',
  },
  learn: {
    kind: 'texts',
    value: '<name=from-to>',
    help: 'Seconds in which only that source, or only noise, sounds: its spectra are kept; may be given again.',
  },
  channel: { kind: 'text', value: '<name>', help: 'auto, left, right, mid or side of a stereo file (auto).' },
  threads: {
    kind: 'text',
    value: '<n>',
    help: 'Threads to use at most, 1 to 256 (all cores); the result is the same.',
  },
}

const threadRange = { minimum: 1, maximum: 256, whole: true }
const wholeNumbers: ReadonlySet<string> = new Set(['components', 'maxIterations', 'restarts', 'seed'])

export interface DecomposeWish {
  readonly channel: ChannelChoice
  readonly componentCount: number
  /** The smoothness is to be found for the recording; the settings have the default meanwhile. */
  readonly findsSmoothness: boolean
  readonly declick: DeclickSettings | null
  /** The settings for a recording of this rate. */
  settingsAt(sampleRate: number): DecomposeSettings
}

/** Reads and checks the options before any file is opened. */
export function readDecomposeOptions(parsed: ParsedArguments): DecomposeWish {
  const defaults = decomposeDefaults
  const cores = availableParallelism()
  const findsSmoothness = parsed.text('smoothness') === 'auto'
  const algorithm = choiceOption<Algorithm>(parsed, 'algorithm', defaults.algorithm, algorithms)
  const read = (name: string, key: keyof typeof decomposeRanges, otherwise: number): number =>
    numberOption(parsed, name, otherwise, { ...decomposeRanges[key], whole: wholeNumbers.has(key) })
  const windowMilliseconds = read('window', 'windowMilliseconds', defaults.windowMilliseconds)
  const overlap = read('overlap', 'overlap', defaults.overlap)
  const stretches = readStretches(parsed)
  const settings = {
    algorithm,
    componentCount: read('components', 'components', defaults.components),
    smoothness: findsSmoothness ? defaults.smoothness : read('smoothness', 'smoothness', defaults.smoothness),
    maxIterations: read('iterations', 'maxIterations', defaultIterations[algorithm]),
    tolerance: read('tolerance', 'tolerance', defaults.tolerance),
    restarts: read('restarts', 'restarts', defaults.restarts),
    seed: read('seed', 'seed', defaults.seed),
    // More threads than cores wait for each other.
    threads: Math.min(numberOption(parsed, 'threads', cores, threadRange), cores),
  }
  return {
    componentCount: settings.componentCount,
    findsSmoothness,
    channel: choiceOption(parsed, 'channel', 'auto', channelChoices),
    declick: readDeclick(parsed),
    settingsAt: (sampleRate) => ({
      ...settings,
      learned: stretches.map((it) => stretchAt(it, sampleRate)),
      framing: chooseFraming(windowMilliseconds, overlap, sampleRate),
    }),
  }
}

function readDeclick(parsed: ParsedArguments): DeclickSettings | null {
  const text = parsed.text('declick')
  if (text === undefined) return null
  if (text === '') return { threshold: defaultThreshold }
  return { threshold: numberOption(parsed, 'declick', defaultThreshold, clickThresholdRange) }
}
