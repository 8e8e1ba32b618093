import { availableParallelism } from 'node:os'
import { algorithms, type Algorithm } from '@core/nmf/factorize'
import { decomposeDefaults, defaultIterations } from '@core/contract/decomposeDefaults'
import { chooseFraming, overlapRange, windowMillisecondsRange } from '@core/spectral/framing'
import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { DecomposeSettings } from '../engine/decomposition'
import { choiceOption, numberOption, type OptionTable, type ParsedArguments } from './arguments'

const channelChoices: readonly ChannelChoice[] = ['auto', 'left', 'right', 'mid', 'side']

export const decomposeOptions: OptionTable = {
  components: { kind: 'text', value: '<K>', help: 'Number of components, 1 to 200 (10).' },
  smoothness: { kind: 'text', value: '<lambda>', help: 'Smoothness of the activations, 0 to 100000 (10).' },
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
  channel: { kind: 'text', value: '<name>', help: 'auto, left, right, mid or side of a stereo file (auto).' },
  threads: {
    kind: 'text',
    value: '<n>',
    help: 'Threads to use at most, 1 to 256 (all cores); the result is the same.',
  },
}

export interface DecomposeWish {
  readonly channel: ChannelChoice
  readonly componentCount: number
  /** The settings for a recording of this rate. */
  settingsAt(sampleRate: number): DecomposeSettings
}

/** Reads and checks the options before any file is opened. */
export function readDecomposeOptions(parsed: ParsedArguments): DecomposeWish {
  const defaults = decomposeDefaults
  const algorithm = choiceOption<Algorithm>(parsed, 'algorithm', defaults.algorithm, algorithms)
  const whole = (name: string, otherwise: number, min: number, max: number): number =>
    numberOption(parsed, name, otherwise, { min, max, whole: true })
  const windowMilliseconds = numberOption(
    parsed,
    'window',
    defaults.windowMilliseconds,
    windowMillisecondsRange,
  )
  const overlap = numberOption(parsed, 'overlap', defaults.overlap, overlapRange)
  const settings = {
    algorithm,
    componentCount: whole('components', defaults.components, 1, 200),
    smoothness: numberOption(parsed, 'smoothness', defaults.smoothness, { min: 0, max: 1e5 }),
    maxIterations: whole('iterations', defaultIterations[algorithm], 1, 1e5),
    tolerance: numberOption(parsed, 'tolerance', defaults.tolerance, { min: 0, max: 1 }),
    restarts: whole('restarts', defaults.restarts, 1, 100),
    seed: whole('seed', defaults.seed, 0, Number.MAX_SAFE_INTEGER),
    // More threads than cores wait for each other.
    threads: Math.min(whole('threads', availableParallelism(), 1, 256), availableParallelism()),
  }
  return {
    componentCount: settings.componentCount,
    channel: choiceOption(parsed, 'channel', 'auto', channelChoices),
    settingsAt: (sampleRate) => ({
      ...settings,
      framing: chooseFraming(windowMilliseconds, overlap, sampleRate),
    }),
  }
}
