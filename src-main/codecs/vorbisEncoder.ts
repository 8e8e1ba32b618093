import type { AudioEncoder } from '@core/audio/audioEncoder'
import { createVorbisTagging } from '@core/audio/formats/vorbisTagging'
import { ShellacError } from '@core/contract/errors'
import { openLossyEncoder } from './lossyLibrary'
import { encodeSlices, requireMonoOrStereo, type LossyEncoderOptions } from './mp3Encoder'

/** libvorbis has no bit rates but qualities; these give about the rate at 44.1 kHz in stereo. */
const qualities = { 128: 4, 192: 6, 256: 8, 320: 9 } as const
/** The number of the stream; fixed, so that the same export gives the same bytes. */
const serial = 0x5e11ac

/**
 * An encoder of Ogg Vorbis by libvorbis, with comments. Blocks are floats with full scale 1.
 * Errors: 'bad-argument' for a rate or channels that it has no mode for.
 */
export async function createVorbisEncoder(options: LossyEncoderOptions): Promise<AudioEncoder> {
  const { sampleRate, channelCount, kilobits, tags } = options
  if (sampleRate < 8000 || sampleRate > 192_000) {
    throw new ShellacError(
      'bad-argument',
      `Ogg Vorbis cannot hold a sample rate of ${sampleRate} Hz; it holds 8000 to 192000 Hz.`,
    )
  }
  const channels = requireMonoOrStereo(channelCount, 'Ogg Vorbis')
  const encoder = await openLossyEncoder('audio/ogg')
  encoder.configure({ channels, sampleRate, vbrQuality: qualities[kilobits], oggSerialNo: serial })
  const tagging = createVorbisTagging(tags)
  return {
    start: () => new Uint8Array(0),
    encode: (block) => tagging.push(encodeSlices(block, (slice) => encoder.encode(slice))),
    finish: () => ({ bytes: tagging.push(Uint8Array.from(encoder.finalize())), patches: [] }),
  }
}
