import { joinBytes } from '@core/audio/byteReader'
import { parseFlacMetadata } from '@core/audio/formats/flacMetadata'
import { encodeFlac } from '../../../codecs/flacEncoder'
import { Draft, numberBytes } from '../draft'
import type { HostileFile } from '../hostileFile'

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

/** A tone of so many samples as FLAC, 16 bits, one channel. */
export function toneFlac(frames: number): Promise<Uint8Array> {
  const samples = Int32Array.from({ length: frames }, (_, i) => Math.round(8000 * Math.sin(0.06 * i)))
  return encodeFlac([samples], { sampleRate: 44_100, bits: 16 })
}

interface StreamInfo {
  readonly blockSize?: number
  readonly sampleRate?: number
  readonly channels?: number
  readonly bits?: number
  readonly samples?: number
}

/** Marker and STREAMINFO, as the last block unless more follow. */
export function flacHeader(
  { blockSize = 4096, sampleRate = 44_100, channels = 1, bits = 16, samples = 0 }: StreamInfo = {},
  isLast = true,
): Draft {
  const packed =
    (BigInt(sampleRate) << 44n) | (BigInt(channels - 1) << 41n) | (BigInt(bits - 1) << 36n) | BigInt(samples)
  return new Draft(false)
    .text('fLaC')
    .number('block type', 1, isLast ? 0x80 : 0)
    .number('block length', 3, 34)
    .number('smallest block', 2, blockSize)
    .number('largest block', 2, blockSize)
    .number('smallest frame', 3, 0)
    .number('largest frame', 3, 0)
    .number('rate, channels, bits and samples', 8, packed)
    .raw(new Uint8Array(16))
}

function crc(bytes: Uint8Array, width: number, polynomial: number): number {
  let value = 0
  for (const byte of bytes) {
    value ^= byte << (width - 8)
    for (let bit = 0; bit < 8; bit++) {
      value = value & (1 << (width - 1)) ? ((value << 1) ^ polynomial) & ((1 << width) - 1) : value << 1
    }
  }
  return value
}

/** A frame of silence: 65,536 samples a channel in a few bytes. */
function silentFrame(number: number, channels = 1): Uint8Array {
  const coded =
    number < 0x80 ? [number] : [0xe0 | (number >> 12), 0x80 | ((number >> 6) & 63), 0x80 | (number & 63)]
  const head = Uint8Array.from([0xff, 0xf8, 0x70, (channels - 1) << 4, ...coded, 0xff, 0xff])
  const body = joinBytes([head, Uint8Array.of(crc(head, 8, 0x07)), new Uint8Array(3 * channels)])
  return joinBytes([body, numberBytes(crc(body, 16, 0x8005), 2, false)])
}

const metadata = (type: number, length: number, content: Uint8Array): Uint8Array =>
  joinBytes([Uint8Array.of(type), numberBytes(length, 3, false), content])

/** Places where a frame seems to begin, each checked far into what follows. */
function falseFrames(count: number): Uint8Array {
  const head = Uint8Array.of(0xff, 0xf8, 0x70, 0, 0, 0xff, 0xff)
  const verbatim = joinBytes([head, Uint8Array.of(crc(head, 8, 0x07), 2)])
  return joinBytes([...Array.from({ length: count }, () => verbatim), new Uint8Array(200_000)])
}

export async function flacFiles(): Promise<HostileFile[]> {
  const whole = await toneFlac(20_000)
  const frames = whole.subarray(parseFlacMetadata(whole, 0)?.audioOffset)
  const first = flacHeader({}, false).build()
  const last = metadata(0x81, 0, new Uint8Array(0))
  const comment = (size: number): Uint8Array => joinBytes([numberBytes(size, 4, true), Buffer.from('x')])
  const bomb = (count: number, channels = 1): Uint8Array =>
    joinBytes([
      flacHeader({ blockSize: 65_535, channels }).build(),
      ...Array.from({ length: count }, (_, index) => silentFrame(index % 65_000, channels)),
    ])
  return [
    ...flacHeader({ samples: 20_000 })
      .raw(frames)
      .lies()
      .map(({ name, bytes }) => audio(`flac ${name}`, bytes)),
    audio('flac of its marker only', Buffer.from('fLaC')),
    audio(
      'flac with 2^36 - 1 samples promised',
      flacHeader({ samples: 2 ** 36 - 1 })
        .raw(frames)
        .build(),
    ),
    audio('flac at a rate of 0', flacHeader({ sampleRate: 0 }).raw(frames).build()),
    audio('flac at 1,048,575 Hz', flacHeader({ sampleRate: 1_048_575 }).raw(frames).build()),
    audio('flac of 1 bit', flacHeader({ bits: 1 }).raw(frames).build()),
    audio('flac of 8 channels whose frames have one', flacHeader({ channels: 8 }).raw(frames).build()),
    audio(
      'flac with a picture of 16 MiB promised',
      joinBytes([first, metadata(6, 0xffffff, Buffer.from('abc'))]),
    ),
    audio('flac with metadata of length 0', joinBytes([first, last, frames])),
    audio(
      'flac with 100,000 empty blocks',
      joinBytes([
        first,
        ...Array.from({ length: 100_000 }, () => metadata(1, 0, new Uint8Array(0))),
        last,
        frames,
      ]),
    ),
    audio(
      'flac with two STREAMINFO that differ',
      joinBytes([first, flacHeader({ channels: 2 }).build().subarray(4), frames]),
    ),
    audio('flac without STREAMINFO', joinBytes([Buffer.from('fLaC'), last, frames])),
    audio('flac with a comment of 4 GiB', joinBytes([first, metadata(0x84, 5, comment(0xffffffff)), frames])),
    audio(
      'flac with 2^32 - 1 comments',
      joinBytes([
        first,
        metadata(0x84, 8, joinBytes([numberBytes(0, 4, true), numberBytes(0xffffffff, 4, true)])),
        frames,
      ]),
    ),
    audio('flac of 1,000 false frames', joinBytes([flacHeader().build(), falseFrames(1000)])),
    audio(
      'flac of one zero bit run to the end',
      joinBytes([flacHeader().build(), frames.subarray(0, 30), new Uint8Array(200_000)]),
    ),
    audio('flac whose frames say they are far apart', bombWithGaps()),
    audio('flac of silence: 2 hours in 40 KB', bomb(4800)),
    audio('flac of silence in 8 channels: 20 minutes', bomb(800, 8)),
    audio(
      'flac with 300 ID3 tags before it',
      joinBytes([...Array.from({ length: 300 }, () => Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1')), whole]),
    ),
  ]
}

/** Each frame is 128,000 samples from the one before it: the gaps would be silence. */
function bombWithGaps(): Uint8Array {
  const frames = Array.from({ length: 2000 }, (_, index) => silentFrame(3 * index))
  return joinBytes([flacHeader({ blockSize: 65_535 }).build(), ...frames])
}
