/** WAV files as the specs need them: written with 16 bits, read as integers of 16 and 24 bits or floats of 32. */

export interface Sound {
  /** Hz */
  readonly sampleRate: number
  /** One signal a channel, full scale 1. */
  readonly channels: readonly Float32Array[]
}

const floatFormat = 3
const extensibleFormat = 0xfffe

/** @throws Error for a file that is no such WAV file */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks = readChunks(view)
  const [format, data] = [chunks.get('fmt '), chunks.get('data')]
  if (!format || !data) throw new Error('This is no WAV file with a format and data.')
  const channelCount = format.getUint16(2, true)
  const width = format.getUint16(14, true) / 8
  const sample = sampleReader(data, width, kindOf(format) === floatFormat)
  const frames = Math.floor(data.byteLength / (width * channelCount))
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length: frames }, (_frame, frame) =>
      sample((frame * channelCount + channel) * width),
    ),
  )
  return { sampleRate: format.getUint32(4, true), channels }
}

function readChunks(view: DataView): ReadonlyMap<string, DataView> {
  const chunks = new Map<string, DataView>()
  const name = (offset: number): string =>
    String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)))
  for (let offset = 12; offset + 8 <= view.byteLength;) {
    const size = view.getUint32(offset + 4, true)
    const there = Math.min(size, view.byteLength - offset - 8)
    chunks.set(name(offset), new DataView(view.buffer, view.byteOffset + offset + 8, there))
    offset += 8 + size + (size % 2)
  }
  return chunks
}

function kindOf(format: DataView): number {
  const kind = format.getUint16(0, true)
  return kind === extensibleFormat ? format.getUint16(24, true) : kind
}

function sampleReader(data: DataView, width: number, isFloat: boolean): (offset: number) => number {
  if (isFloat && width === 4) return (offset) => data.getFloat32(offset, true)
  if (width === 2) return (offset) => data.getInt16(offset, true) / 2 ** 15
  if (width === 3) {
    return (offset) => (data.getUint16(offset, true) + data.getInt8(offset + 2) * 2 ** 16) / 2 ** 23
  }
  throw new Error(`Samples of ${width} bytes are not read here.`)
}

/** 16 bits, of one signal or of several equally long ones. */
export function writeWav(signal: Float32Array | readonly Float32Array[], sampleRate: number): Uint8Array {
  const channels = signal instanceof Float32Array ? [signal] : signal
  const frameBytes = 2 * channels.length
  const data = new Uint8Array(44 + frameBytes * channels[0].length)
  const view = new DataView(data.buffer)
  const put = (offset: number, text: string): void =>
    [...text].forEach((letter, index) => view.setUint8(offset + index, letter.charCodeAt(0)))
  put(0, 'RIFF')
  view.setUint32(4, data.length - 8, true)
  put(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels.length, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, frameBytes * sampleRate, true)
  view.setUint16(32, frameBytes, true)
  view.setUint16(34, 16, true)
  put(36, 'data')
  view.setUint32(40, data.length - 44, true)
  channels.forEach((samples, channel) =>
    samples.forEach((sample, index) =>
      view.setInt16(44 + frameBytes * index + 2 * channel, Math.round(sample * 32_767), true),
    ),
  )
  return data
}
