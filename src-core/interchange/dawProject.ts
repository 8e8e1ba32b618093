import type { Session, SessionTrack } from './sessionTracks'
import { element, xmlText, type Element } from './xmlText'

/** Entries of a .dawproject archive beside the audio. */
export const dawProjectEntries = { project: 'project.xml', metadata: 'metadata.xml' } as const

const masterTrack = 'master'
const masterChannel = 'master-channel'
/** Nothing is bound to it, all times are in seconds; readers want one. */
const tempo = 120

/**
 * project.xml of a DAWproject (version 1.0, github.com/bitwig/dawproject): one audio track a source from the beginning on, times in
 * seconds. Volume is linear, pan runs from 0 (left) to 1 (right). The format knows no pan law: a workstation applies its own, and the
 * comment of the arrangement says ours.
 */
export function dawProjectXml(session: Session): string {
  const { application, tracks } = session
  return xmlText(
    element('Project', { version: '1.0' }, [
      element('Application', { ...application }),
      element('Transport', {}, [
        element('Tempo', { unit: 'bpm', value: tempo, min: 20, max: 666, id: 'tempo', name: 'Tempo' }),
        element('TimeSignature', { numerator: 4, denominator: 4, id: 'time-signature' }),
      ]),
      element('Structure', {}, [...tracks.map(trackOf), masterOf()]),
      element('Arrangement', { id: 'arrangement', comment: commentOf(session) }, [
        element(
          'Lanes',
          { id: 'lanes', timeUnit: 'seconds' },
          tracks.map((_, index) => laneOf(session, index)),
        ),
      ]),
    ]),
  )
}

/** metadata.xml, from tags by their names in a project; what the format does not know is left out. */
export function dawProjectMetadata(tags: Readonly<Record<string, string>>): string {
  const entries = metadataTags.flatMap(([name, tag]) => (tags[tag] ? [element(name, {}, tags[tag])] : []))
  return xmlText(element('MetaData', {}, entries))
}

/** In the order that the schema asks for. */
const metadataTags = [
  ['Title', 'TITLE'],
  ['Artist', 'ARTIST'],
  ['Album', 'ALBUM'],
  ['Composer', 'COMPOSER'],
  ['Year', 'DATE'],
  ['Genre', 'GENRE'],
  ['Copyright', 'COPYRIGHT'],
  ['Comment', 'COMMENT'],
] as const

function trackOf({ name, colour, level, pan, mute, solo }: SessionTrack, index: number): Element {
  return element('Track', { id: trackId(index), name, color: colour, contentType: 'audio', loaded: true }, [
    channelOf(
      `channel-${index + 1}`,
      { level, pan, mute, solo },
      { role: 'regular', destination: masterChannel },
    ),
  ])
}

function masterOf(): Element {
  const strip = { level: 1, pan: 0, mute: false, solo: false }
  return element('Track', { id: masterTrack, name: 'Master', contentType: 'audio', loaded: true }, [
    channelOf(masterChannel, strip, { role: 'master' }),
  ])
}

function channelOf(
  id: string,
  { level, pan, mute, solo }: Pick<SessionTrack, 'level' | 'pan' | 'mute' | 'solo'>,
  place: { readonly role: string; readonly destination?: string },
): Element {
  return element('Channel', { id, audioChannels: 2, solo, ...place }, [
    element('Mute', { id: `${id}-mute`, name: 'Mute', value: mute }),
    element('Pan', {
      id: `${id}-pan`,
      name: 'Pan',
      unit: 'normalized',
      min: 0,
      max: 1,
      value: (100 + pan) / 200,
    }),
    element('Volume', {
      id: `${id}-volume`,
      name: 'Volume',
      unit: 'linear',
      min: 0,
      max: Math.max(2, level),
      value: level,
    }),
  ])
}

function laneOf({ tracks, audio }: Session, index: number): Element {
  const duration = audio.sampleCount / audio.sampleRate
  const file = element('File', { path: audio.paths[index] })
  const { sampleRate } = audio
  return element('Lanes', { id: `lane-${index + 1}`, track: trackId(index) }, [
    element('Clips', { id: `clips-${index + 1}` }, [
      element(
        'Clip',
        { name: tracks[index].name, time: 0, duration, contentTimeUnit: 'seconds', playStart: 0 },
        [element('Audio', { id: `audio-${index + 1}`, channels: 1, sampleRate, duration }, [file])],
      ),
    ]),
  ])
}

function trackId(index: number): string {
  return `track-${index + 1}`
}

function commentOf({ panLaw }: Session): string {
  return `Mixed with a pan law of ${panLaw} dB: the level of a source in the centre, in each channel.`
}
