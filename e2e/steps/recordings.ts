import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTruthRecording, type TruthRecording } from '../audio/truthRecording'
import { writeWav } from '../audio/wavFile'

export interface RecordingFile extends TruthRecording {
  readonly path: string
  readonly name: string
}

/** A recording whose parts are known, as a WAV file of 16 bits in a folder. */
export async function writeTruth(
  folder: string,
  { seconds = 6, name = 'side a.wav' } = {},
): Promise<RecordingFile> {
  const truth = makeTruthRecording({ seconds, signalToNoise: 10 })
  const path = join(folder, name)
  await writeFile(path, writeWav(truth.mixture, truth.sampleRate))
  return { ...truth, path, name }
}
