import type { AudioData, Samples } from '@core/audio/audioData'
import {
  downmixWith,
  toMono,
  type ChannelChoice,
  type DownmixRecipe,
  type MonoRecording,
} from '@core/audio/channels/downmix'

/** The mono recordings that one recording can give, made when they are asked for. */
export interface MonoRecordings {
  /** What a choice of channel gives; the same whenever it is asked. */
  choose(choice: ChannelChoice): MonoRecording
  /** The samples of a known recipe. */
  samplesOf(recipe: DownmixRecipe): Samples
}

const mostKept = 2

/**
 * Keeps the samples of the two recipes that were used last, and what was found out about every choice.
 * @param held samples that somebody else keeps anyway; those are not kept twice
 */
export function createMonoRecordings(
  audio: AudioData,
  held: (recipe: DownmixRecipe) => Samples | undefined,
): MonoRecordings {
  const findings = new Map<ChannelChoice, Omit<MonoRecording, 'samples'>>()
  /** Last used last. */
  const recent = new Map<string, Samples>()

  function remember({ channel, lag }: DownmixRecipe, make: () => Samples): Samples {
    const key = `${channel} ${lag}`
    const others = held({ channel, lag })
    if (others) recent.delete(key)
    if (others) return others
    const samples = recent.get(key) ?? make()
    recent.delete(key)
    recent.set(key, samples)
    for (const oldest of recent.keys()) {
      if (recent.size <= mostKept) break
      recent.delete(oldest)
    }
    return samples
  }

  function samplesOf(recipe: DownmixRecipe): Samples {
    return remember(recipe, () => downmixWith(audio, recipe))
  }

  function choose(choice: ChannelChoice): MonoRecording {
    const known = findings.get(choice)
    if (known) return { ...known, samples: samplesOf(known) }
    const { samples, ...finding } = toMono(audio, choice)
    findings.set(choice, finding)
    return { ...finding, samples: remember(finding, () => samples) }
  }
  return { choose, samplesOf }
}
