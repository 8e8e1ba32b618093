/** Decodes what this program has no decoder for, AAC above all, by the browser's own. */
import { createWavEncoder } from '@core/audio/pcm/wavEncoder'
import { readCompressedRate } from '@core/audio/formats/compressedRate'
import { ShellacError } from '@core/contract/errors'

/** Frames of a piece of the WAV file; each leaves the page's memory before the next is made. */
const blockFrames = 2 ** 20

/**
 * The sound of a recording as a WAV file of 32-bit floats, with the channels and the rate it has. `bytes` are taken over.
 * @throws ShellacError 'unsupported-encoding' where the rate cannot be told or the browser cannot decode it
 */
export async function decodeInPage(name: string, bytes: ArrayBuffer): Promise<File> {
  const sampleRate = readCompressedRate(new Uint8Array(bytes))
  if (sampleRate === undefined) {
    throw new ShellacError('unsupported-encoding', `${name} does not say its sample rate.`)
  }
  return wavFile(name, await decode(name, bytes, sampleRate))
}

async function decode(name: string, bytes: ArrayBuffer, sampleRate: number): Promise<AudioBuffer> {
  try {
    // A context of another rate, as that of the device, would resample what it decodes.
    const context = new OfflineAudioContext({ length: 1, sampleRate })
    return await context.decodeAudioData(bytes)
  } catch (cause) {
    const message = `${name} cannot be decoded here (${sampleRate} Hz): ${String(cause)}`
    throw new ShellacError('unsupported-encoding', message, { sampleRate }, { cause })
  }
}

function wavFile(name: string, audio: AudioBuffer): File {
  const { sampleRate, length, numberOfChannels } = audio
  const encoder = createWavEncoder({
    sampleRate,
    channelCount: numberOfChannels,
    frameCount: length,
    bits: '32f',
    tags: {},
  })
  const channels = Array.from({ length: numberOfChannels }, (_, index) => audio.getChannelData(index))
  const parts: Blob[] = []
  const add = (bytes: Uint8Array): void => {
    parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]))
  }
  add(encoder.start())
  for (let start = 0; start < length; start += blockFrames) {
    add(encoder.encode(channels.map((channel) => channel.subarray(start, start + blockFrames))))
  }
  add(encoder.finish().bytes)
  return new File(parts, `${name}.wav`, { type: 'audio/wav' })
}
