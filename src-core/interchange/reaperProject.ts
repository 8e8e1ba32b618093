import type { StereoGains } from '../separation/panLaw'
import type { Session, SessionTrack } from './sessionTracks'

/** Version of the grammar, and of the program that is the first to read all that is written here. */
const header = '<REAPER_PROJECT 0.1 "6.0" 0'
/** A level of 1 in the centre, so that pan only lowers the other side, in a straight line. */
const balanceLaw = 1

/**
 * A project of REAPER, as text: one track a source from the beginning on. Level and pan of each track are chosen for REAPER's balance
 * law (0 dB), written with the track, so that its mix is this one whatever our pan law.
 */
export function reaperProject(session: Session): string {
  const { audio, tracks } = session
  const lines = [
    header,
    `  SAMPLERATE ${audio.sampleRate} 1 0`,
    `  PANLAW ${balanceLaw}`,
    ...tracks.flatMap((track, index) => trackLines(track, session, index).map((line) => `  ${line}`)),
    '>',
    '',
  ]
  return lines.join('\n')
}

function trackLines(track: SessionTrack, { audio }: Session, index: number): string[] {
  const { volume, pan } = balanceOf(track)
  return [
    '<TRACK',
    `  NAME ${quoted(track.name)}`,
    `  PEAKCOL ${nativeColour(track.colour)}`,
    `  VOLPAN ${volume} ${pan} ${balanceLaw}`,
    `  MUTESOLO ${Number(track.mute)} ${Number(track.solo)} 0`,
    '  NCHAN 2',
    '  <ITEM',
    '    POSITION 0',
    `    LENGTH ${audio.sampleCount / audio.sampleRate}`,
    '    LOOP 0',
    `    NAME ${quoted(track.name)}`,
    '    <SOURCE WAVE',
    `      FILE ${quoted(audio.paths[index])}`,
    '    >',
    '  >',
    '>',
  ]
}

/** Volume and pan (-1 .. 1) that give these gains under the balance law; a muted track keeps the level of its strip. */
export function balanceOf({ gains }: { readonly gains: StereoGains }): {
  readonly volume: number
  readonly pan: number
} {
  const volume = Math.max(gains.left, gains.right)
  if (volume === 0) return { volume: 0, pan: 0 }
  return { volume, pan: gains.left > gains.right ? gains.right / volume - 1 : 1 - gains.left / volume }
}

/** Blue, green and red from the highest byte on, and a bit that says that it was chosen. */
function nativeColour(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16)
  const [red, green, blue] = [value >> 16, (value >> 8) & 0xff, value & 0xff]
  return 0x1000000 + (blue << 16) + (green << 8) + red
}

/** There are three quotation marks and no escape; a text with all of them loses the last kind. */
function quoted(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ')
  const mark = ['"', "'", '`'].find((it) => !line.includes(it))
  return mark ? `${mark}${line}${mark}` : `\`${line.replaceAll('`', "'")}\``
}
