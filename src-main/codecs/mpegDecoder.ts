import type { AudioData } from '@core/audio/audioData'
import { id3v2Length, readId3v2 } from '@core/audio/tags/id3Tags'
import { hasId3v1, id3v1Length, readId3v1 } from '@core/audio/tags/id3v1'
import { findMpegFrames } from '@core/audio/formats/mpegFrames'
import type { MpegStream } from '@core/audio/formats/mpegFrames'
import { describeMissing } from '@core/audio/pcm/pcmStream'
import { ShellacError } from '@core/contract/errors'
import { unpackedByteLimit } from '@core/limits'
import { ChannelCollector } from './channelCollector'
import { MpegLibrary } from './mpegLibrary'
import { seconds } from './seconds'

/** Samples by which every layer III decoder is late (the reference decoder's filter bank): LAME's figure. */
const decoderDelay = 529

/**
 * Decodes MPEG audio, layers I to III, to 32-bit float. The encoder's delay and padding are cut off where a LAME tag
 * names them. Frames that cannot be found are left out and named. Throws ShellacError 'damaged-file' (a tag that
 * claims more than the file) or 'no-audio' (no frame).
 */
export async function decodeMpeg(bytes: Uint8Array, container?: string): Promise<AudioData> {
  const start = skipId3v2(bytes)
  const stream = findMpegFrames(bytes, start, audioEnd(bytes, start))
  if (stream.frames.length === 0) throw new ShellacError('no-audio', 'The file holds no MPEG audio frame.')
  const [{ layer, sampleRate }] = stream.frames
  const { samples, damagedFrames } = await decodeFrames(bytes, stream)
  const trimmed = trimGapless(stream, samples)
  if (trimmed[0].length === 0) throw new ShellacError('no-audio', 'No MPEG audio frame could be decoded.')
  const layerName = ['I', 'II', 'III'][layer - 1]
  return {
    sampleRate,
    channels: trimmed,
    format: {
      container: container ?? `MP${layer}`,
      codec: `MPEG layer ${layerName}`,
      sampleKind: 'lossy',
      bitDepth: 0,
    },
    tags: { ...readId3v1(bytes), ...readId3v2(bytes) },
    warnings: mpegWarnings(stream, damagedFrames),
  }
}

function skipId3v2(bytes: Uint8Array): number {
  let start = 0
  for (let length = id3v2Length(bytes, 0); length > 0; length = id3v2Length(bytes, start)) {
    start += length
    if (start <= bytes.length) continue
    throw new ShellacError(
      'damaged-file',
      `The ID3 tag claims ${length} bytes, but the file has only ${bytes.length}.`,
    )
  }
  return start
}

/** Where the frames must end: before an ID3v1 tag and an APEv2 tag. */
function audioEnd(bytes: Uint8Array, start: number): number {
  const end = hasId3v1(bytes) ? bytes.length - id3v1Length : bytes.length
  const footer = end - 32
  if (footer < start || String.fromCharCode(...bytes.subarray(footer, footer + 8)) !== 'APETAGEX') return end
  const view = new DataView(bytes.buffer, bytes.byteOffset + footer, 32)
  const header = view.getUint32(20, true) & 0x80000000 ? 32 : 0
  return Math.max(start, end - view.getUint32(12, true) - header)
}

async function decodeFrames(
  bytes: Uint8Array,
  { frames }: MpegStream,
): Promise<{ samples: ChannelCollector; damagedFrames: number }> {
  const channelCount = frames.some((frame) => frame.channelCount === 2) ? 2 : 1
  const samples = new ChannelCollector(channelCount, unpackedByteLimit(bytes.length))
  let damagedFrames = 0
  const library = await MpegLibrary.open()
  try {
    for (const { offset, length } of frames) {
      const { blocks, damaged } = library.decode(bytes.subarray(offset, offset + length))
      if (damaged) damagedFrames++
      for (const block of blocks) samples.append(block)
    }
  } finally {
    library.close()
  }
  return { samples, damagedFrames }
}

/** Cuts the encoder's delay and padding; a file that ends too early has no padding to cut. */
function trimGapless(stream: MpegStream, samples: ChannelCollector): Float32Array[] {
  const gapless = stream.info?.gapless
  if (gapless === undefined) return samples.take() as Float32Array[]
  const first = gapless.delay + decoderDelay
  const padding = endsEarly(stream) ? 0 : Math.max(0, gapless.padding - decoderDelay)
  return samples.take(first, samples.length - padding) as Float32Array[]
}

/** Frames are missing at the end, not in the middle. */
function endsEarly({ frames, info, gaps, foreignFrames, cut }: MpegStream): boolean {
  return cut || (gaps.length === 0 && foreignFrames === 0 && frames.length < (info?.frameCount ?? 0))
}

function mpegWarnings(stream: MpegStream, damagedFrames: number): string[] {
  const { frames, info, gaps, junkBytes, foreignFrames, cut } = stream
  const { sampleRate, sampleCount, layer } = frames[0]
  const found: string[] = []
  const expected = info?.frameCount ?? 0
  if (layer !== 3) found.push(`MPEG layer ${layer === 2 ? 'II' : 'I'} is a lossy format seldom met.`)
  if (junkBytes > 0)
    found.push(`${junkBytes} bytes before the first MPEG frame are no audio and were skipped.`)
  if (gaps.length > 0) {
    const lost = gaps.reduce((sum, gap) => sum + gap.length, 0)
    found.push(`${lost} damaged bytes in ${gaps.length} place(s) were skipped${lossText(stream)}.`)
  }
  if (damagedFrames > 0) found.push(`${damagedFrames} of ${frames.length} MPEG frames are damaged.`)
  if (foreignFrames > 0) {
    found.push(`${foreignFrames} MPEG frames of another sample rate or layer were left out.`)
  }
  if (endsEarly(stream) && expected > frames.length) {
    const padding = info?.gapless === undefined ? 0 : info.gapless.delay + info.gapless.padding
    const missing = (expected - frames.length) * sampleCount
    found.push(describeMissing(missing, expected * sampleCount - padding, sampleRate))
  } else if (cut) {
    found.push('The file ends inside an MPEG frame: the end of the recording is missing.')
  }
  return found
}

function lossText({ info, frames, cut }: MpegStream): string {
  const { sampleCount, sampleRate } = frames[0]
  const missing = (info?.frameCount ?? 0) - frames.length
  return missing > 0 && !cut ? `: about ${seconds(missing * sampleCount, sampleRate)} are lost` : ''
}
