/** A mix as the tracks of an audio workstation: what its own mixer needs to sound like ours. */
import { ungroupedComponents, type Project } from '../project/project'
import { centreGains, noiseGain, sourceGains, sourceNoiseGain, type Mix } from '../separation/mixdown'
import { decibelsToGain, type StereoGains } from '../separation/panLaw'

/** One mono signal with the settings of its strip. */
export interface SessionTrack {
  readonly name: string
  /** Number from 0 of its signal: of the dry source files of an export, in their order. */
  readonly signal: number
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
 * in, and the clicks that were removed, muted; without empty ones. Noise that is let in with a source has a track of its own, at the source's place. Mono files of their
 * components, laid between the channels by `gains` and silenced by mute and solo, add up to the exporter's stereo mix.
 */
export function sessionTracks(project: Project, mix: Mix): SessionTrack[] {
  const groups = [...sourceTracks(mix), ungroupedTrack(project, mix), noiseTrack(mix)]
    .filter(({ components }) => components.length > 0)
    .map((track, signal): SessionTrack => ({ ...track, signal }))
  const clicks = project.analysis.declick ? [clicksTrack(mix, groups.length)] : []
  const noise = groups.find(({ components }) => components === mix.noise.components)
  if (!noise) return [...groups, ...clicks]
  const withSources = sourceTracks(mix).flatMap((track, index) => {
    const gain = sourceNoiseGain(mix.sources[index])
    if (gain === 0) return []
    const { components, signal } = noise
    const name = `Noise with ${track.name}`
    return [
      { ...track, name, components, signal, level: gain * track.level, gains: scaled(track.gains, gain) },
    ]
  })
  return [...groups, ...withSources, ...clicks]
}

type Track = Omit<SessionTrack, 'signal'>

/** Every strip as if all were heard. */
function sourceTracks(mix: Mix): Track[] {
  const heard: Mix = allHeard(mix)
  return mix.sources.map(({ name, colour, components, gain, pan, mute, solo }, index) => ({
    name,
    colour,
    components,
    level: decibelsToGain(gain),
    pan,
    mute,
    solo,
    gains: sourceGains(heard.sources[index], heard),
  }))
}

function allHeard(mix: Mix): Mix {
  return { ...mix, sources: mix.sources.map((source) => ({ ...source, mute: false, solo: false })) }
}

function ungroupedTrack(project: Project, mix: Mix): Track {
  return {
    name: 'Ungrouped',
    colour: ungroupedColour,
    components: ungroupedComponents(project),
    level: 1,
    pan: 0,
    mute: false,
    solo: false,
    gains: centreGains(allHeard(mix)),
  }
}

function noiseTrack(mix: Mix): Track {
  const amount = noiseGain(mix.noise)
  const centre = centreGains(allHeard(mix))
  return {
    name: 'Noise',
    colour: noiseColour,
    components: mix.noise.components,
    level: amount || 1,
    pan: 0,
    mute: amount === 0,
    solo: false,
    gains: scaled(centre, amount || 1),
  }
}

function clicksTrack(mix: Mix, signal: number): SessionTrack {
  return {
    name: 'Removed clicks',
    signal,
    colour: noiseColour,
    components: [],
    level: 1,
    pan: 0,
    mute: true,
    solo: false,
    gains: centreGains(allHeard(mix)),
  }
}

function scaled({ left, right }: StereoGains, gain: number): StereoGains {
  return { left: gain * left, right: gain * right }
}
