/**
 * How long before its start a run is made. What the clock of the audio has overtaken would begin late and out of step, with a click:
 * it is made again with more time, and later ones with less.
 */

type Clock = Pick<AudioContext, 'currentTime' | 'sampleRate' | 'baseLatency'>

/** Seconds */
const leastLead = 0.03
const mostLead = 0.25
/** Before a start, seconds in which the audio thread may be at it already: more than it renders at once. */
const spare = 0.02

export interface StartLead {
  /** Frame at which a run that is made now can begin. */
  frame(clock: Clock): number
  /** Whether a run that begins at `frame` has been made in time; to be asked once, when all is ready. */
  isInTime(clock: Clock, frame: number): boolean
}

export function createStartLead(): StartLead {
  let lead = leastLead
  return {
    frame: ({ currentTime, sampleRate, baseLatency }) => {
      const seconds = Math.max(lead, 2 * (baseLatency || 0))
      return Math.ceil((currentTime + seconds + 2 * spare) * sampleRate)
    },
    isInTime({ currentTime, sampleRate }, frame) {
      const isInTime = frame / sampleRate - currentTime >= spare
      lead = isInTime ? Math.max(leastLead, lead / 2) : Math.min(mostLead, 2 * lead)
      return isInTime
    },
  }
}

/** Time from which on a change that is made now is sure to be rendered as it was meant. */
export function nextTime({ currentTime }: Pick<Clock, 'currentTime'>): number {
  return currentTime + spare
}
