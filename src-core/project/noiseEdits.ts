/** Edits of what is let back in of the noise, and of how its mask is smoothed: see edits.ts. */
import { changeSource, requireInRange, type Edit } from './edits'
import { noiseSmoothingRanges, sourceNoiseRange } from './limits'
import type { NoiseSmoothing } from './project'

/** `level` in dB at which the noise is let back in with that source, -120..0, or -Infinity for none of it. */
export function setSourceNoise(id: string, level: number): Edit {
  return (project) => {
    const checked =
      level === -Infinity ? level : requireInRange('Noise of a source in dB', level, sourceNoiseRange)
    return changeSource(project, id, { noise: checked })
  }
}

/** Whether learned noise is also filtered out. */
export function setNoiseFilter(filter: boolean): Edit {
  return (project) => ({ ...project, noise: { ...project.noise, filter } })
}

/** Over how much to either side the mask of the noise is averaged: 0..500 ms and 0..2000 Hz; what is not named stays. */
export function setNoiseSmoothing(change: Partial<NoiseSmoothing>): Edit {
  return (project) => {
    const { milliseconds, hertz } = { ...project.noise.smoothing, ...change }
    const smoothing = {
      milliseconds: requireInRange('Noise smoothing in ms', milliseconds, noiseSmoothingRanges.milliseconds),
      hertz: requireInRange('Noise smoothing in Hz', hertz, noiseSmoothingRanges.hertz),
    }
    return { ...project, noise: { ...project.noise, smoothing } }
  }
}
