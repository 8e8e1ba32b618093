/** Sessions of audio workstations: the dry sources as tracks, with the levels, pans, mutes and solos of the mix. */
import { basename } from 'node:path'
import { companionNames } from '@core/export/nameTemplate'
import { dawProjectEntries, dawProjectMetadata, dawProjectXml } from '@core/interchange/dawProject'
import { reaperProject } from '@core/interchange/reaperProject'
import { sessionTracks, type Session } from '@core/interchange/sessionTracks'
import { version } from '../../../package.json'
import { writeArchive } from '../projectFile/zipArchive'
import { inFolderOf, type Companion, type ExportFacts, type RenderedSound } from './companion'

/** One archive with the tracks, and their sound, inside. */
export const dawProject: Companion = {
  paths: ({ base, recording }) => inFolderOf(base, companionNames('dawproject', recording)),
  async write([file], facts) {
    const { opened, settings } = facts
    const sounds = drySounds(facts)
    // The tracks say what they are; these names every system can read.
    const paths = sounds.map((_, index) => `audio/${String(index + 1).padStart(2, '0')}.${settings.format}`)
    const texts = {
      [dawProjectEntries.metadata]: dawProjectMetadata(settings.tags ?? opened.project.recording.tags),
      [dawProjectEntries.project]: dawProjectXml(sessionOf(facts, paths)),
    }
    const entries = [
      ...Object.entries(texts).map(([entry, text]) => ({
        name: entry,
        bytes: Buffer.from(text),
        compress: true,
      })),
      ...sounds.map(({ readyAt }, index) => ({ name: paths[index], path: readyAt })),
    ]
    await writeArchive(entries, (bytes) => file.write(bytes))
  },
}

/** A text that names the files of the sources beside it. */
export const reaper: Companion = {
  paths: ({ base, recording }) => inFolderOf(base, companionNames('rpp', recording)),
  async write([file], facts) {
    const paths = drySounds(facts).map(({ path, readyAt }) => basename(path ?? readyAt))
    await file.write(Buffer.from(reaperProject(sessionOf(facts, paths))))
  },
}

/** The signals of the tracks, in their order. */
function drySounds({ sounds }: ExportFacts): RenderedSound[] {
  return sounds
    .filter(({ plan }) => plan.content === 'sources')
    .toSorted((a, b) => (a.plan.number ?? 0) - (b.plan.number ?? 0))
}

/** @param signals path of every signal */
function sessionOf({ opened, settings, sampleCount }: ExportFacts, signals: readonly string[]): Session {
  const { mix, sampleRate } = settings
  const tracks = sessionTracks(opened.project, mix)
  const paths = tracks.map(({ signal }) => signals[signal])
  return {
    application: { name: 'Shellac', version },
    panLaw: mix.panLaw,
    tracks,
    audio: { sampleRate, sampleCount, paths },
  }
}
