import { joinBytes } from '@core/audio/byteReader'
import { numberBytes } from '../draft'
import { edgeFile } from '../fixtures'
import type { HostileFile } from '../hostileFile'

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** An empty frame of MPEG-1 layer III, 44.1 kHz, 128 kbit/s. */
function frame(header = [0xff, 0xfb, 0x90, 0xc0], length = 417): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(header)
  return bytes
}

const frames = (count: number, one = frame()): Uint8Array =>
  joinBytes(Array.from({ length: count }, () => one))

/** The first frame with a Xing tag: its place after 17 bytes of side information. */
function xingFrame(flags: number, frameCount: number, rest: Uint8Array = new Uint8Array(0)): Uint8Array {
  const bytes = frame()
  bytes.set(
    joinBytes([latin('Xing'), numberBytes(flags, 4, false), numberBytes(frameCount, 4, false), rest]),
    21,
  )
  return bytes
}

/** LAME's tag with delay and padding, each of 12 bits. */
function lameTag(delay: number, padding: number): Uint8Array {
  const trim = (delay << 12) | padding
  return joinBytes([latin('LAME3.100'), new Uint8Array(12), numberBytes(trim, 3, false)])
}

function id3(size: readonly number[], content: Uint8Array, flags = 0): Uint8Array {
  return joinBytes([latin('ID3'), Uint8Array.of(4, 0, flags), Uint8Array.from(size), content])
}

export async function mpegFiles(): Promise<HostileFile[]> {
  const good = await edgeFile('compressed/mp3-vbr-id3v24.mp3')
  const tenMebibytes = [0x05, 0, 0, 0]
  const everyHeader = Array.from({ length: 256 }, (_, index) => frame([0xff, 0xfb, index, 0xc0], 50))
  return [
    audio('mpeg of an ID3 tag of 10 MB and no frame', id3(tenMebibytes, new Uint8Array(10 << 20))),
    audio(
      'mpeg whose ID3 tag claims 256 MiB',
      joinBytes([id3([0x7f, 0x7f, 0x7f, 0x7f], new Uint8Array(100)), frames(20)]),
    ),
    audio(
      'mpeg with 20,000 ID3 tags',
      joinBytes([...Array.from({ length: 20_000 }, () => id3([0, 0, 0, 0], new Uint8Array(0))), frames(20)]),
    ),
    audio(
      'mpeg whose ID3 frame is larger than the tag',
      joinBytes([
        id3([0, 0, 0, 20], joinBytes([latin('TIT2\x7f\x7f\x7f\x7f\0\0'), new Uint8Array(10)])),
        frames(20),
      ]),
    ),
    audio(
      'mpeg whose ID3 frames have size 0',
      joinBytes([
        id3([0, 1, 0, 0], joinBytes(Array.from({ length: 1638 }, () => latin('TIT2\0\0\0\0\0\0')))),
        frames(20),
      ]),
    ),
    audio(
      'mpeg whose ID3 extended header is larger than the tag',
      joinBytes([id3([0, 0, 0, 20], new Uint8Array(20).fill(0x7f), 0x40), frames(20)]),
    ),
    ...[0, 1, 19, 21, 0xffff, 0x7fffffff, 0xffffffff].map((count) =>
      audio(`mpeg whose Xing tag counts ${count} frames of 20`, joinBytes([xingFrame(1, count), frames(20)])),
    ),
    audio(
      'mpeg whose Xing tag has all flags and no room',
      joinBytes([xingFrame(0xffffffff, 20), frames(20)]),
    ),
    ...[
      [0, 0],
      [4095, 4095],
      [576, 4095],
      [4095, 0],
    ].map(([delay, padding]) =>
      audio(
        `mpeg to be trimmed by ${delay} and ${padding}`,
        joinBytes([xingFrame(1, 3, lameTag(delay, padding)), frames(3)]),
      ),
    ),
    audio('mpeg whose VBRI tag counts 2^32 - 1 frames', joinBytes([vbriFrame(), frames(20)])),
    audio('mpeg of free format', frames(50, frame([0xff, 0xfb, 0x00, 0xc0]))),
    audio('mpeg of one frame', frame()),
    audio('mpeg of one frame cut in its header', frame().subarray(0, 3)),
    audio('mpeg of layer I frames', frames(50, frame([0xff, 0xff, 0x10, 0xc0], 32))),
    audio('mpeg of the smallest frames', frames(20_000, frame([0xff, 0xf3, 0x14, 0xc0], 24))),
    audio('mpeg with every bit rate and sample rate', joinBytes([frames(5), ...everyHeader])),
    audio('mpeg of 0xff only', new Uint8Array(300_000).fill(0xff)),
    audio(
      'mpeg of header words only',
      joinBytes(Array.from({ length: 50_000 }, () => Uint8Array.of(0xff, 0xfb, 0x90, 0xc0))),
    ),
    audio(
      'mpeg whose frames change between one channel and two',
      joinBytes(Array.from({ length: 50 }, (_, i) => frame([0xff, 0xfb, 0x90, i % 2 ? 0xc0 : 0]))),
    ),
    audio(
      'mpeg whose frames change their rate',
      joinBytes(
        Array.from({ length: 50 }, (_, i) =>
          frame([0xff, 0xfb, i % 2 ? 0x90 : 0x94, 0xc0], i % 2 ? 417 : 384),
        ),
      ),
    ),
    audio(
      'mpeg whose frames point back behind their start',
      joinBytes(
        Array.from({ length: 50 }, () => {
          const one = frame()
          one.fill(0xff, 4, 36)
          return one
        }),
      ),
    ),
    audio(
      'mpeg of random frames',
      joinBytes(
        Array.from({ length: 100 }, (_, i) => {
          const one = frame()
          for (let j = 4; j < one.length; j++) one[j] = (i * 131 + j * j * 17) & 255
          return one
        }),
      ),
    ),
    audio('mpeg with an APE tag larger than the file', joinBytes([frames(20), apeFooter(0xffffffff)])),
    audio('mpeg with an APE tag of size 0', joinBytes([frames(20), apeFooter(0)])),
    audio(
      'mpeg with an ID3v1 tag of markup',
      joinBytes([frames(20), latin(`TAG${'<script>alert(1)</script>'.padEnd(125, '\x1b')}`)]),
    ),
    audio('mpeg with junk of 64 KiB before it', joinBytes([new Uint8Array(65_536).fill(0x55), frames(20)])),
    audio(
      'mpeg with junk of 64 KiB and 1 byte before it',
      joinBytes([new Uint8Array(65_537).fill(0x55), frames(20)]),
    ),
    audio(
      'mpeg with each 100th byte set to 255',
      good.map((byte, index) => (index % 100 === 99 ? 255 : byte)),
    ),
    audio('mpeg twice over', joinBytes([good, good])),
    audio('mpeg backwards', Uint8Array.from(good).reverse()),
  ]
}

function vbriFrame(): Uint8Array {
  const bytes = frame()
  bytes.set(latin('VBRI'), 36)
  bytes.fill(0xff, 40, 62)
  return bytes
}

function apeFooter(size: number): Uint8Array {
  return joinBytes([
    latin('APETAGEX'),
    numberBytes(2000, 4, true),
    numberBytes(size, 4, true),
    numberBytes(1, 4, true),
    numberBytes(0, 4, true),
    new Uint8Array(8),
  ])
}
