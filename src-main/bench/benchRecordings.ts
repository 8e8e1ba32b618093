import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { toMono } from '@core/audio/channels/downmix'
import { powerSpectrogram, type PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { defaultSettings } from '../engine/defaultSettings'
import { openRecording } from '../services/recordings'

const recordingPattern = /\.(wav|flac|mp3|ogg|opus|aiff?|caf|au)$/i
/** What stands for a truth set: music with surface noise 10 dB below it. */
const degradedName = 'degraded-10dB.flac'

/** Paths of the recordings in a folder, and of one of each truth set in it, sorted. */
export async function findRecordings(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const paths: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isFile() && recordingPattern.test(entry.name)) paths.push(path)
    if (entry.isDirectory() && (await readdir(path)).includes(degradedName))
      paths.push(join(path, degradedName))
  }
  return paths.sort()
}

/** Name of a recording in a table: a truth set goes by that of its folder. */
export function recordingName(path: string): string {
  return basename(path) === degradedName ? `${basename(dirname(path))} 10 dB` : basename(path)
}

/** V of a recording as the product takes it by default. */
export async function spectrogramOf(path: string): Promise<PowerSpectrogram> {
  const { audio } = await openRecording(path)
  return powerSpectrogram(toMono(audio, 'auto').samples, defaultSettings(audio.sampleRate).framing)
}
