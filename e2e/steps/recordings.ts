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

/** The same with clicks of about half a millisecond in it, so many a second. */
export async function writeClicked(
  folder: string,
  { seconds = 6, perSecond = 10, name = 'clicked.wav' } = {},
): Promise<RecordingFile> {
  const truth = makeTruthRecording({ seconds, signalToNoise: 20 })
  const { sampleRate } = truth
  const mixture = truth.mixture.slice()
  const step = Math.round(sampleRate / perSecond)
  const length = Math.round(0.0005 * sampleRate)
  for (let start = step; start + length < mixture.length; start += step) {
    for (let i = 0; i < length; i++) mixture[start + i] += 0.4 * (i % 2 === 0 ? 1 : -1) * (1 - i / length)
  }
  const path = join(folder, name)
  await writeFile(path, writeWav(mixture, sampleRate))
  return { ...truth, mixture, path, name }
}
