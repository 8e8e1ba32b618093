/** The sound files that mutations begin with: one or more of each format, none long. */
import type { HostileFile } from './hostileFile'
import { auDraft, aiffDraft, cafDraft } from './corpus/otherPcmFiles'
import { toneFlac } from './corpus/flacFiles'
import { wavDraft } from './corpus/riffFiles'
import { edgeFile, goldenProject } from './fixtures'

const soundFiles = [
  'compressed/mp3-vbr-id3v24.mp3',
  'compressed/mp3-cbr-mono-32k.mp3',
  'compressed/layer2.mp2',
  'compressed/vorbis.ogg',
  'compressed/opus.opus',
  'compressed/opus.webm',
  'compressed/flac-in-ogg.oga',
  'compressed/flac-s16.flac',
  'compressed/aac.m4a',
  'compressed/aac-adts.aac',
  'format/wav-gsm610.wav',
  'format/wav-ima-adpcm.wav',
  'format/wav-ms-adpcm.wav',
  'format/bwf-bext.wav',
  'format/cue-smpl.wav',
  'format/id3-in-wav.wav',
  'format/mp3-in-wav.wav',
  'format/aifc-f32.aifc',
  'format/caf-s24.caf',
  'format/extensible-f32-stereo.wav',
]
/** What lies behind is more of the same sound. */
const longestSeed = 40_000

export async function mutationSeeds(): Promise<HostileFile[]> {
  const sounds = await Promise.all(
    soundFiles.map(async (name) => ({ name, bytes: (await edgeFile(name)).subarray(0, longestSeed) })),
  )
  const made = [
    { name: 'plain.wav', bytes: wavDraft().build() },
    { name: 'plain.aiff', bytes: aiffDraft().build() },
    { name: 'plain.caf', bytes: cafDraft().build() },
    { name: 'plain.au', bytes: auDraft().build() },
    { name: 'plain.flac', bytes: await toneFlac(20_000) },
  ]
  return [
    ...[...sounds, ...made].map(({ name, bytes }) => ({ name, kind: 'audio' as const, bytes })),
    { name: 'version-1.shellac', kind: 'project', bytes: await goldenProject() },
  ]
}
