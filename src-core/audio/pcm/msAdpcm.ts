import { emptySamples } from '../audioData'
import { blockFrames, framesIn } from './sampleEncoding'
import type { BlockEncoding } from './sampleEncoding'

const adaptation = Int16Array.of(
  230,
  230,
  230,
  230,
  307,
  409,
  512,
  614,
  768,
  614,
  512,
  409,
  307,
  230,
  230,
  230,
)
const smallestDelta = 16

/** The predictors every file may rely on (Microsoft, New Multimedia Data Types, 1994). */
export const standardCoefficients: readonly (readonly [number, number])[] = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
]

/** Where the nibbles of one channel of a block are. */
interface ChannelBlock {
  readonly bytes: Uint8Array
  readonly channel: number
  readonly channelCount: number
  readonly coefficients: readonly (readonly [number, number])[]
}

/** Microsoft ADPCM of one or two channels; a predictor number outside of the table counts as the first one. */
export function decodeMsAdpcm(
  data: Uint8Array,
  encoding: BlockEncoding,
  channelCount: number,
): Float32Array[] {
  const { blockBytes, coefficients } = encoding
  const frames = framesIn(encoding, channelCount, data.length)
  const channels = Array.from({ length: channelCount }, () => emptySamples(frames, 4))
  let frame = 0
  for (let offset = 0; offset < data.length; offset += blockBytes) {
    const bytes = data.subarray(offset, offset + blockBytes)
    const count = blockFrames('ms-adpcm', channelCount, bytes.length)
    if (count === 0) break
    channels.forEach((samples, channel) =>
      decodeBlock({ bytes, channel, channelCount, coefficients }, samples.subarray(frame, frame + count)),
    )
    frame += count
  }
  return channels
}

function decodeBlock(block: ChannelBlock, samples: Float32Array): void {
  const { bytes, channel, channelCount, coefficients } = block
  const word = (field: number): number => {
    const at = channelCount + 2 * (field * channelCount + channel)
    return ((bytes[at] | (bytes[at + 1] << 8)) << 16) >> 16
  }
  const [first, second] = coefficients[bytes[channel]] ?? coefficients[0]
  let delta = Math.max(smallestDelta, word(0))
  let last = word(1)
  let beforeLast = word(2)
  samples[0] = beforeLast / 32768
  samples[1] = last / 32768
  for (let frame = 2; frame < samples.length; frame++) {
    const nibble = (frame - 2) * channelCount + channel
    const byte = bytes[7 * channelCount + (nibble >> 1)]
    const code = (nibble & 1) === 0 ? byte >> 4 : byte & 15
    const predicted = (last * first + beforeLast * second) >> 8
    const value = Math.min(32767, Math.max(-32768, predicted + (code < 8 ? code : code - 16) * delta))
    delta = Math.min(0x7fffff, Math.max(smallestDelta, (delta * adaptation[code]) >> 8))
    beforeLast = last
    last = value
    samples[frame] = value / 32768
  }
}
