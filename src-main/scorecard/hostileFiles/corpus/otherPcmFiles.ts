import { joinBytes } from '@core/audio/byteReader'
import { Draft, numberBytes, toneBytes } from '../draft'
import type { HostileFile } from '../hostileFile'

const frames = 4000
const bigTone = toneBytes(frames, false)

/** 44,100 Hz as IEEE 754 80-bit extended. */
const extendedRate = '\x40\x0e\xac\x44\0\0\0\0\0\0'

/** Rates of 80 bits that are no rates. */
const oddRates: Readonly<Record<string, string>> = {
  zero: '\0\0\0\0\0\0\0\0\0\0',
  'minus zero': '\x80\0\0\0\0\0\0\0\0\0',
  infinite: '\x7f\xff\x80\0\0\0\0\0\0\0',
  'minus infinite': '\xff\xff\x80\0\0\0\0\0\0\0',
  NaN: '\x7f\xff\xc0\0\0\0\0\0\0\0',
  'signalling NaN': '\x7f\xff\x80\0\0\0\0\0\0\x01',
  negative: '\xc0\x0e\xac\x44\0\0\0\0\0\0',
  tiny: '\0\x01\x80\0\0\0\0\0\0\0',
  huge: '\x7f\xfe\xff\xff\xff\xff\xff\xff\xff\xff',
  denormal: '\0\0\0\0\0\0\0\0\0\x01',
  'without its leading bit': '\x40\x0e\x2c\x44\0\0\0\0\0\0',
  'a fraction': '\x40\x0e\xac\x44\x80\0\0\0\0\0',
}

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

export function aiffDraft(sound = bigTone, rate = extendedRate): Draft {
  const draft = new Draft(false)
    .text('FORM')
    .number('form size', 4, 46 + sound.length)
    .text('AIFFCOMM')
  draft
    .number('COMM size', 4, 18)
    .number('channels', 2, 1)
    .number('frames', 4, sound.length / 2)
  draft
    .number('bits', 2, 16)
    .text(rate)
    .text('SSND')
    .number('SSND size', 4, 8 + sound.length)
  return draft.number('offset', 4, 0).number('block size', 4, 0).raw(sound)
}

export function cafDraft(sound = bigTone): Draft {
  const draft = new Draft(false).text('caff').number('version', 2, 1).number('flags', 2, 0).text('desc')
  draft
    .number('desc size', 8, 32)
    .number('rate', 8, 0x40e5888000000000n)
    .text('lpcm')
    .number('format flags', 4, 0)
  draft
    .number('packet bytes', 4, 2)
    .number('packet frames', 4, 1)
    .number('channels', 4, 1)
    .number('bits', 4, 16)
  return draft
    .text('data')
    .number('data size', 8, 4 + sound.length)
    .number('edits', 4, 0)
    .raw(sound)
}

export function auDraft(sound = bigTone): Draft {
  const draft = new Draft(false).text('.snd').number('offset', 4, 24).number('data size', 4, sound.length)
  return draft.number('encoding', 4, 3).number('rate', 4, 44_100).number('channels', 4, 1).raw(sound)
}

/** A CAF of one rate, as the bits of a double. */
function cafWithRate(bits: bigint): Uint8Array {
  const bytes = cafDraft().build().slice()
  bytes.set(numberBytes(bits, 8, false), 20)
  return bytes
}

function aifc(compression: string, sound = bigTone): Uint8Array {
  const draft = new Draft(false)
    .text('FORM')
    .number('', 4, 52 + sound.length)
    .text('AIFCCOMM')
    .number('', 4, 24)
  draft
    .number('', 2, 1)
    .number('', 4, sound.length / 2)
    .number('', 2, 16)
    .text(extendedRate)
  draft
    .text(compression)
    .number('', 2, 0)
    .text('SSND')
    .number('', 4, 8 + sound.length)
    .number('', 8, 0)
  return draft.raw(sound).build()
}

export function otherPcmFiles(): HostileFile[] {
  const drafts: readonly (readonly [string, Draft])[] = [
    ['aiff', aiffDraft()],
    ['caf', cafDraft()],
    ['au', auDraft()],
  ]
  const chunk = (id: string, size: number): Uint8Array =>
    new Draft(false).text(id).number('', 4, size).build()
  const emptyChunks = Array.from({ length: 120_000 }, () => chunk('zero', 0))
  return [
    ...drafts.flatMap(([name, draft]) => draft.lies().map((lie) => audio(`${name} ${lie.name}`, lie.bytes))),
    ...Object.entries(oddRates).map(([name, rate]) =>
      audio(`aiff with a rate that is ${name}`, aiffDraft(bigTone, rate).build()),
    ),
    audio('caf with a rate of NaN', cafWithRate(0x7ff8000000000000n)),
    audio('caf with an infinite rate', cafWithRate(0x7ff0000000000000n)),
    audio('caf with a negative rate', cafWithRate(0xc0e5888000000000n)),
    audio('caf with a rate of 1e-300', cafWithRate(0x01a56e1fc2f8f359n)),
    ...['NONE', 'fl32', 'fl64', 'alaw', 'MAC6', 'ima4', '\0\0\0\0', '<b>!'].map((compression) =>
      audio(`aiff compressed as ${JSON.stringify(compression)}, but it is not`, aifc(compression)),
    ),
    audio('aiff of its header only', new Draft(false).text('FORM').number('', 4, 4).text('AIFF').build()),
    audio('aiff with 120,000 empty chunks', joinBytes([aiffDraft().build().subarray(0, 12), ...emptyChunks])),
    audio(
      'aiff whose sound begins behind the file',
      joinBytes([
        aiffDraft().build().subarray(0, 46),
        numberBytes(0x7fffffff, 4, false),
        new Uint8Array(100),
      ]),
    ),
    audio(
      'au whose sound begins inside its header',
      joinBytes([Buffer.from('.snd\0\0\0\x04', 'latin1'), auDraft().build().subarray(8)]),
    ),
    audio(
      'au with a comment of 2 MiB',
      joinBytes([
        Buffer.from('.snd\0\x20\0\x18', 'latin1'),
        auDraft().build().subarray(8, 24),
        new Uint8Array(2 << 20).fill(60),
        bigTone,
      ]),
    ),
    audio('caf of its header only', Buffer.from('caff\0\x01\0\0', 'latin1')),
    audio('caf with 50,000 strings', cafWithStrings(50_000)),
  ]
}

function cafWithStrings(count: number): Uint8Array {
  const strings = Buffer.from('title\0<b>x</b>\0'.repeat(count), 'latin1')
  const draft = new Draft(false)
    .text('info')
    .number('', 8, strings.length + 4)
    .number('', 4, count)
    .raw(strings)
  const caf = cafDraft().build()
  return joinBytes([caf.subarray(0, 52), draft.build(), caf.subarray(52)])
}
