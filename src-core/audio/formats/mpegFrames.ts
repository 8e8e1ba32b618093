/**
 * Frame headers of MPEG-1, 2 and 2.5 audio, layers I to III (ISO/IEC 11172-3, 13818-3), and the Xing/Info/LAME
 * frame that tells the true length. Finds the frames without decoding them, so that damage can be named.
 */

export interface MpegFrame {
  readonly offset: number
  /** Bytes, header included. */
  readonly length: number
  /** 1 to 3 */
  readonly layer: number
  /** Hz */
  readonly sampleRate: number
  readonly channelCount: 1 | 2
  /** Samples a channel: 384, 576 or 1152. */
  readonly sampleCount: number
}

/** What the encoder wrote into the first, silent frame. */
export interface MpegInfo {
  /** Audio frames that follow; 0 = not said. */
  readonly frameCount: number
  /** Samples to drop at the start and at the end (LAME tag); undefined = not said. */
  readonly gapless: { readonly delay: number; readonly padding: number } | undefined
}

export interface MpegStream {
  /** Audio frames in order, the info frame left out. */
  readonly frames: readonly MpegFrame[]
  readonly info: MpegInfo | undefined
  /** Bytes before the first frame. */
  readonly junkBytes: number
  /** Stretches between frames that are not audio. */
  readonly gaps: readonly { readonly offset: number; readonly length: number }[]
  /** Frames left out because their rate or layer differs from the first frame's. */
  readonly foreignFrames: number
  /** The last frame is cut by the end of the file. */
  readonly cut: boolean
}

/** kbit/s by [row][index]; rows: MPEG-1 layers I, II, III, MPEG-2 layer I, MPEG-2 layers II and III. */
const bitRates: readonly (readonly number[])[] = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
]
const sampleRates = [44100, 48000, 32000]

/** Reads the frame header at `offset`; undefined when there is none, or for free format. */
export function parseMpegFrame(bytes: Uint8Array, offset: number): MpegFrame | undefined {
  if (offset + 4 > bytes.length || bytes[offset] !== 0xff || bytes[offset + 1] < 0xe0) return undefined
  const version = (bytes[offset + 1] >> 3) & 3
  const layer = 4 - ((bytes[offset + 1] >> 1) & 3)
  const rateIndex = (bytes[offset + 2] >> 2) & 3
  const bitRateIndex = bytes[offset + 2] >> 4
  const unusable =
    version === 1 || layer === 4 || rateIndex === 3 || bitRateIndex === 0 || bitRateIndex === 15
  if (unusable || (bytes[offset + 3] & 3) === 2) return undefined
  const isFirst = version === 3
  const row = isFirst ? layer - 1 : layer === 1 ? 3 : 4
  const sampleRate = sampleRates[rateIndex] / (isFirst ? 1 : version === 2 ? 2 : 4)
  const bitRate = bitRates[row][bitRateIndex] * 1000
  const padding = (bytes[offset + 2] >> 1) & 1
  const sampleCount = layer === 1 ? 384 : layer === 3 && !isFirst ? 576 : 1152
  const length =
    layer === 1
      ? (Math.floor((12 * bitRate) / sampleRate) + padding) * 4
      : Math.floor(((sampleCount / 8) * bitRate) / sampleRate) + padding
  return {
    offset,
    length,
    layer,
    sampleRate,
    channelCount: bytes[offset + 3] >> 6 === 3 ? 1 : 2,
    sampleCount,
  }
}

/** Finds the frames in bytes[start, end). A frame counts when another one, or the end, follows where it should. */
export function findMpegFrames(bytes: Uint8Array, start: number, end: number): MpegStream {
  const frames: MpegFrame[] = []
  const gaps: { offset: number; length: number }[] = []
  let foreignFrames = 0
  let at = start
  let cut = false
  while (at < end) {
    const next = nextFrame(bytes, at, end)
    if (next === undefined) break
    if (next.offset > at) gaps.push({ offset: at, length: next.offset - at })
    at = next.offset + next.length
    cut = at > end
    if (cut) break
    const differs = frames.length > 0 && !sameFormat(next, frames[0])
    if (differs) foreignFrames++
    else frames.push(next)
  }
  if (at < end) gaps.push({ offset: at, length: end - at })
  const info = frames.length > 0 ? parseInfo(bytes, frames[0]) : undefined
  const junkBytes = gaps[0]?.offset === start && frames.length > 0 ? (gaps.shift()?.length ?? 0) : 0
  return { frames: info ? frames.slice(1) : frames, info, junkBytes, gaps, foreignFrames, cut }
}

function sameFormat(one: MpegFrame, other: MpegFrame): boolean {
  return one.layer === other.layer && one.sampleRate === other.sampleRate
}

/** The next header at or after `from` whose frame is followed by a like header or by the end of the audio. */
function nextFrame(bytes: Uint8Array, from: number, end: number): MpegFrame | undefined {
  for (let at = from; at + 4 <= end; at++) {
    const frame = parseMpegFrame(bytes, at)
    if (frame === undefined) continue
    const frameEnd = at + frame.length
    const follower = parseMpegFrame(bytes, frameEnd)
    if (follower !== undefined && sameFormat(frame, follower)) return frame
    // In sequence the last whole frame, or the one that the end of the file cuts, needs no follower.
    if (at === from && frameEnd + 4 > end) return frame
    if (frameEnd === end) return frame
  }
  return undefined
}

function parseInfo(bytes: Uint8Array, frame: MpegFrame): MpegInfo | undefined {
  if (frame.layer !== 3) return undefined
  const firstVersion = frame.sampleCount === 1152
  const sideInfo = firstVersion ? (frame.channelCount === 1 ? 17 : 32) : frame.channelCount === 1 ? 9 : 17
  const content = bytes.subarray(frame.offset, frame.offset + frame.length)
  const name = (at: number): string => String.fromCharCode(...content.subarray(at, at + 4))
  const view = new DataView(content.buffer, content.byteOffset, content.length)
  if (name(36) === 'VBRI' && content.length >= 54)
    return { frameCount: view.getUint32(50), gapless: undefined }
  const start = 4 + sideInfo
  if ((name(start) !== 'Xing' && name(start) !== 'Info') || content.length < start + 12) return undefined
  const flags = view.getUint32(start + 4)
  const frameCount = flags & 1 ? view.getUint32(start + 8) : 0
  const fields = (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  return { frameCount, gapless: parseLame(content, start + 8 + fields) }
}

function parseLame(content: Uint8Array, at: number): MpegInfo['gapless'] {
  const encoder = String.fromCharCode(...content.subarray(at, at + 4))
  if (at + 24 > content.length || !['LAME', 'Lavf', 'Lavc'].includes(encoder)) return undefined
  const [high, middle, low] = content.subarray(at + 21, at + 24)
  return { delay: (high << 4) | (middle >> 4), padding: ((middle & 15) << 8) | low }
}
