/** A mix as the tracks of an audio workstation: what its own mixer needs to sound like ours. */
import { ungroupedComponents, type Project } from '../project/project'
import { centreGains, noiseGain, sourceGains, type Mix } from '../separation/mixdown'
import { decibelsToGain, type StereoGains } from '../separation/panLaw'

/** One mono signal with the settings of its strip. */
export interface SessionTrack {
  readonly name: string
  /** '#rrggbb' */
  readonly colour: string
  /** Component numbers from 0 that the signal is the sum of. */
  readonly components: readonly number[]
  /** Level of the strip, linear. */
  readonly level: number
  /** -100 (left) .. 100 (right) */
  readonly pan: number
  readonly mute: boolean
  readonly solo: boolean
  /** Linear gains into the two channels by level and pan law, as if it were neither muted nor out-soloed. */
  readonly gains: StereoGains
}

/** What a session file says of the audio beside it. */
export interface SessionAudio {
  /** Hz */
  readonly sampleRate: number
  /** Samples of each file; all begin together. */
  readonly sampleCount: number
  /** Path of the file of each track from the session file, with '/'. */
  readonly paths: readonly string[]
}

export interface Session {
  /** Name and version of this program. */
  readonly application: { readonly name: string; readonly version: string }
  readonly panLaw: Mix['panLaw']
  readonly tracks: readonly SessionTrack[]
  readonly audio: SessionAudio
}

const ungroupedColour = '#8a8a8a'
const noiseColour = '#5f5f5f'

/**
 * A track for each source, then the ungrouped components, then the noise, which is muted at full level where nothing of it is let
 * in; without empty ones. Mono files of their components,
 * laid between the channels by `gains` and silenced by mute and solo, add up to the exporter's stereo mix.
 */
export function sessionTracks(project: Project, mix: Mix): SessionTrack[] {
  const unsoloed: Mix = { ...mix, sources: mix.sources.map((it) => ({ ...it, mute: false, solo: false })) }
  const centre = centreGains(unsoloed)
  const sources = unsoloed.sources.map((source, index): SessionTrack => ({
    name: source.name,
    colour: source.colour,
    components: source.components,
    level: decibelsToGain(source.gain),
    pan: source.pan,
    mute: mix.sources[index].mute,
    solo: mix.sources[index].solo,
    gains: sourceGains(source, unsoloed),
  }))
  const amount = noiseGain(mix.noise)
  const rest: SessionTrack = {
    name: 'Ungrouped',
    colour: ungroupedColour,
    components: ungroupedComponents(project),
    level: 1,
    pan: 0,
    mute: false,
    solo: false,
    gains: centre,
  }
  const noise: SessionTrack = {
    ...rest,
    name: 'Noise',
    colour: noiseColour,
    components: mix.noise.components,
    ...(amount > 0 ? { level: amount, gains: scaled(centre, amount) } : { mute: true }),
  }
  return [...sources, rest, noise].filter(({ components }) => components.length > 0)
}

function scaled({ left, right }: StereoGains, gain: number): StereoGains {
  return { left: gain * left, right: gain * right }
}
