import { emptySamples } from '../audioData'
import { blockFrames, framesIn } from './sampleEncoding'
import type { BlockEncoding } from './sampleEncoding'

/** Quantiser step sizes, IMA Digital Audio Focus and Technical Working Group, 1992. */
const steps = Int16Array.of(
  ...[7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80],
  ...[88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598],
  ...[658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327],
  ...[3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289],
  ...[16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767],
)
const indexMoves = Int8Array.of(-1, -1, -1, -1, 2, 4, 6, 8)

interface Block {
  readonly bytes: Uint8Array
  readonly channelCount: number
}

/** IMA (DVI) ADPCM as WAV lays it out: blocks with a header a channel, then groups of 8 samples a channel. */
export function decodeImaAdpcm(
  data: Uint8Array,
  encoding: BlockEncoding,
  channelCount: number,
): Float32Array[] {
  const frames = framesIn(encoding, channelCount, data.length)
  const channels = Array.from({ length: channelCount }, () => emptySamples(frames, 4))
  let frame = 0
  for (let offset = 0; offset < data.length; offset += encoding.blockBytes) {
    const bytes = data.subarray(offset, offset + encoding.blockBytes)
    const count = blockFrames('ima-adpcm', channelCount, bytes.length)
    if (count === 0) break
    const block = { bytes, channelCount }
    channels.forEach((samples, channel) =>
      decodeBlock(block, channel, samples.subarray(frame, frame + count)),
    )
    frame += count
  }
  return channels
}

function decodeBlock({ bytes, channelCount }: Block, channel: number, samples: Float32Array): void {
  const header = 4 * channel
  let value = ((bytes[header] | (bytes[header + 1] << 8)) << 16) >> 16
  let index = Math.min(bytes[header + 2], 88)
  samples[0] = value / 32768
  for (let frame = 1; frame < samples.length; frame++) {
    const group = (frame - 1) >> 3
    const inGroup = (frame - 1) & 7
    const byte = bytes[4 * (channelCount * (group + 1) + channel) + (inGroup >> 1)]
    const code = (inGroup & 1) === 0 ? byte & 15 : byte >> 4
    value = predict(value, code, steps[index])
    index = Math.min(88, Math.max(0, index + indexMoves[code & 7]))
    samples[frame] = value / 32768
  }
}

function predict(value: number, code: number, step: number): number {
  let change = step >> 3
  if ((code & 4) !== 0) change += step
  if ((code & 2) !== 0) change += step >> 1
  if ((code & 1) !== 0) change += step >> 2
  const next = (code & 8) !== 0 ? value - change : value + change
  return Math.min(32767, Math.max(-32768, next))
}
