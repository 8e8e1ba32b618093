import { joinBytes } from '@core/audio/byteReader'
import { Draft, numberBytes, toneBytes } from '../draft'
import type { HostileFile } from '../hostileFile'

const frames = 4000

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

const text = (characters: string): Uint8Array => Buffer.from(characters, 'latin1')
const number32 = (value: number): Uint8Array => numberBytes(value, 4, true)

function chunk(id: string, content: Uint8Array, size = content.length): Uint8Array {
  return joinBytes([text(id), number32(size), content, new Uint8Array(content.length % 2)])
}

interface Format {
  readonly tag?: number
  readonly channels?: number
  readonly rate?: number
  readonly align?: number
  readonly bits?: number
}

function format({ tag = 1, channels = 1, rate = 44_100, align = 2, bits = 16 }: Format = {}): Uint8Array {
  const draft = new Draft(true).number('', 2, tag).number('', 2, channels).number('', 4, rate)
  return draft
    .number('', 4, rate * align)
    .number('', 2, align)
    .number('', 2, bits)
    .build()
}

function riff(chunks: readonly Uint8Array[], id = 'RIFF', size?: number): Uint8Array {
  const body = joinBytes(chunks)
  return joinBytes([text(id), number32(size ?? body.length + 4), text('WAVE'), body])
}

const tone = toneBytes(frames, true)
const fmt = chunk('fmt ', format())
const data = chunk('data', tone)

/** Every number of a plain WAV, RF64 and Wave64 file lies once in each way. */
function lies(): HostileFile[] {
  const drafts: readonly (readonly [string, Draft])[] = [
    ['wav', wavDraft()],
    ['rf64', rf64Draft()],
    ['wave64', wave64Draft()],
  ]
  return drafts.flatMap(([name, draft]) => draft.lies().map((lie) => audio(`${name} ${lie.name}`, lie.bytes)))
}

function formatFields(draft: Draft): Draft {
  return draft
    .number('format tag', 2, 1)
    .number('channels', 2, 1)
    .number('rate', 4, 44_100)
    .number('byte rate', 4, 88_200)
    .number('block align', 2, 2)
    .number('bits', 2, 16)
}

export function wavDraft(sound = tone): Draft {
  const draft = new Draft(true)
    .text('RIFF')
    .number('riff size', 4, 36 + sound.length)
    .text('WAVEfmt ')
  formatFields(draft.number('fmt size', 4, 16))
  return draft.text('data').number('data size', 4, sound.length).raw(sound)
}

export function rf64Draft(): Draft {
  const draft = new Draft(true).text('RF64').number('riff size', 4, 0xffffffff).text('WAVEds64')
  draft.number('ds64 size', 4, 28).number('ds64 riff size', 8, 72 + tone.length)
  draft.number('ds64 data size', 8, tone.length).number('ds64 samples', 8, frames)
  draft.number('ds64 table', 4, 0)
  formatFields(draft.text('fmt ').number('fmt size', 4, 16))
  return draft.text('data').number('data size', 4, 0xffffffff).raw(tone)
}

export function wave64Draft(): Draft {
  const tail = '\xf3\xac\xd3\x11\x8c\xd1\x00\xc0\x4f\x8e\xdb\x8a'
  const draft = new Draft(true).text('riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00')
  draft.number('file size', 8, 104 + tone.length).text(`wave${tail}`)
  formatFields(draft.text(`fmt ${tail}`).number('fmt size', 8, 40))
  return draft
    .text(`data${tail}`)
    .number('data size', 8, 24 + tone.length)
    .raw(tone)
}

function nestedLists(depth: number): Uint8Array {
  let content = joinBytes([text('INFO'), chunk('INAM', text('deep'))])
  for (let level = 0; level < depth; level++) content = joinBytes([text('INFO'), chunk('LIST', content)])
  return chunk('LIST', content)
}

const repeated = (part: Uint8Array, count: number): Uint8Array[] => Array.from({ length: count }, () => part)

/** Forms that no field alone makes. */
export function riffFiles(): HostileFile[] {
  return [
    ...lies(),
    audio('wav without any chunk', riff([])),
    audio('wav of its header only', text('RIFF\x00\x00\x00\x00WAVE')),
    audio('wav with LIST in LIST 500 deep', riff([fmt, nestedLists(500), data])),
    audio('wav with a chunk of odd size without its pad byte', riff([fmt, text('junk\x03\0\0\0abc'), data])),
    audio('wav with the format behind the sound', riff([data, fmt])),
    audio(
      'wav with two formats that differ',
      riff([fmt, chunk('fmt ', format({ bits: 8, align: 1 })), data]),
    ),
    audio('wav with 20,000 formats', riff([...repeated(fmt, 20_000), data])),
    audio(
      'wav with 20,000 chunks of size 0',
      riff([fmt, ...repeated(chunk('zero', text('')), 20_000), data]),
    ),
    audio('wav with 120,000 empty chunks', riff([fmt, ...repeated(chunk('zero', text('')), 120_000), data])),
    audio('wav with 20,000 data chunks', riff([fmt, ...repeated(chunk('data', text('ab')), 20_000)])),
    audio(
      'wav with 20,000 chunks that claim 4 GiB',
      riff([...repeated(chunk('fmt ', text(''), 0xfffffff0), 20_000), fmt, data]),
    ),
    audio('wav whose data claim 4 GiB', riff([fmt, chunk('data', tone, 0xfffffffe)])),
    audio('wav whose data hold a whole wav', riff([fmt, chunk('data', riff([fmt, data]))])),
    audio('wav of 65,535 channels', riff([chunk('fmt ', format({ channels: 65_535 })), data])),
    audio(
      'wav of 64 channels and 2 bytes',
      riff([chunk('fmt ', format({ channels: 64, align: 128 })), chunk('data', text('ab'))]),
    ),
    audio(
      'wav extensible cut inside its GUID',
      riff([
        chunk('fmt ', joinBytes([format({ tag: 0xfffe }), numberBytes(22, 2, true), text('abc')])),
        data,
      ]),
    ),
    audio(
      'wav of IMA ADPCM with block align 0',
      riff([chunk('fmt ', format({ tag: 0x11, bits: 4, align: 0 })), data]),
    ),
    audio(
      'wav of IMA ADPCM with block align 1',
      riff([chunk('fmt ', format({ tag: 0x11, bits: 4, align: 1 })), data]),
    ),
    audio(
      'wav of MS ADPCM without coefficients',
      riff([chunk('fmt ', format({ tag: 2, bits: 4, align: 256 })), data]),
    ),
    audio(
      'wav of MS ADPCM with 65,535 coefficients',
      riff([
        chunk('fmt ', joinBytes([format({ tag: 2, bits: 4, align: 256 }), text('\x20\0\xf4\x01\xff\xff')])),
        data,
      ]),
    ),
    audio(
      'wav of GSM 6.10 with block align 65',
      riff([
        chunk('fmt ', joinBytes([format({ tag: 0x31, bits: 0, align: 65 }), text('\x02\0\x40\x01')])),
        data,
      ]),
    ),
    audio(
      'wav said to hold MPEG audio, but it is a tone',
      riff([chunk('fmt ', format({ tag: 0x55, bits: 0, align: 1 })), data]),
    ),
    audio(
      'wav of floats that are all NaN',
      riff([
        chunk('fmt ', format({ tag: 3, bits: 32, align: 4 })),
        chunk('data', new Uint8Array(8000).fill(0xff)),
      ]),
    ),
    audio(
      'wav of floats of 64 bits, all infinite',
      riff([
        chunk('fmt ', format({ tag: 3, bits: 64, align: 8 })),
        chunk('data', joinBytes(repeated(text('\0\0\0\0\0\0\xf0\x7f'), 1000))),
      ]),
    ),
    audio(
      'wav with tags of 2 MiB',
      riff([
        fmt,
        chunk('LIST', joinBytes([text('INFO'), chunk('INAM', new Uint8Array(2 << 20).fill(65))])),
        data,
      ]),
    ),
    audio(
      'wav with 30,000 tags',
      riff([
        fmt,
        chunk('LIST', joinBytes([text('INFO'), ...repeated(chunk('ICMT', text('note')), 30_000)])),
        data,
      ]),
    ),
    audio(
      'wav with markup and control characters as tags',
      riff([
        fmt,
        chunk(
          'LIST',
          joinBytes([text('INFO'), chunk('INAM', text('<img src=x onerror=alert(1)>\x1b[2J\0'))]),
        ),
        data,
      ]),
    ),
    audio(
      'wav with an ID3 chunk that claims 256 MiB',
      riff([fmt, chunk('id3 ', text('ID3\x04\0\0\x7f\x7f\x7f\x7f')), data]),
    ),
    audio('wav with a bext chunk of 3 bytes', riff([fmt, chunk('bext', text('abc')), data])),
    audio(
      'wav big-endian, its chunks little-endian',
      joinBytes([text('RIFX'), riff([fmt, data]).subarray(4)]),
    ),
    audio('rf64 without ds64', riff([fmt, chunk('data', tone, 0xffffffff)], 'RF64', 0xffffffff)),
    audio(
      'rf64 whose ds64 has 4 bytes',
      riff([chunk('ds64', text('abcd')), fmt, chunk('data', tone, 0xffffffff)], 'RF64'),
    ),
    audio(
      'rf64 whose ds64 comes last',
      riff([fmt, chunk('data', tone, 0xffffffff), chunk('ds64', new Uint8Array(28))], 'RF64'),
    ),
    audio('bw64 of its header only', text('BW64\xff\xff\xff\xffWAVE')),
    audio(
      'wav in random bytes after its header',
      joinBytes([wavDraft().build().subarray(0, 44), pseudoRandom(5000)]),
    ),
  ]
}

/** The same bytes each time. */
function pseudoRandom(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 24
  })
}
