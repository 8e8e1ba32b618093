import { joinBytes } from '@core/audio/byteReader'
import { Draft, numberBytes } from '../draft'
import { edgeFile } from '../fixtures'
import type { HostileFile } from '../hostileFile'

function audio(name: string, bytes: Uint8Array): HostileFile {
  return { name, kind: 'audio', bytes }
}

const title = 'Vesti la giubba'

/** Metadata of iTunes down to one item of a kind, with every number a field. */
function mp4TagsDraft(type: string, content: Uint8Array, before: Uint8Array): Draft {
  const data = 16 + content.length
  const item = 8 + before.length + data
  return new Draft(false)
    .number('ftyp size', 4, 16)
    .text('ftypM4A \0\0\0\0')
    .number('moov size', 4, 36 + item)
    .text('moov')
    .number('udta size', 4, 28 + item)
    .text('udta')
    .number('meta size', 4, 20 + item)
    .text('meta\0\0\0\0')
    .number('ilst size', 4, 8 + item)
    .text('ilst')
    .number('item size', 4, item)
    .text(type)
    .raw(before)
    .number('data size', 4, data)
    .text('data')
    .number('data kind', 4, 1)
    .raw(new Uint8Array(4))
    .raw(content)
}

function ownName(name: string): Uint8Array {
  return joinBytes([numberBytes(12 + name.length, 4, false), Buffer.from(`name\0\0\0\0${name}`, 'latin1')])
}

const none = new Uint8Array(0)
const mp4Items: readonly (readonly [string, string, Uint8Array, Uint8Array])[] = [
  ['a title', '\xa9nam', Buffer.from(title), none],
  ['a track', 'trkn', Uint8Array.of(0, 0, 0, 7, 0, 12, 0, 0), none],
  ['a track of one byte', 'trkn', Uint8Array.of(0), none],
  ['an own item', '----', Buffer.from(title), ownName('MATRIX')],
  ['an own item without a name', '----', Buffer.from(title), none],
  ['an own item with a name of controls', '----', Buffer.from(title), ownName('A\0=\n')],
  ['a picture', 'covr', new Uint8Array(5000), none],
  ['text that is no UTF-8', '\xa9cmt', Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80), none],
]

/** A text in each encoding of ID3 (2.4, 4): Latin, UTF-16 with and without mark, UTF-8, none. */
const encodings = [0, 1, 2, 3, 9]

/** An ID3 tag of one frame before sound, with every number a field; its sizes are below 128, so that they are the same in seven bits. */
function id3Draft(version: number, flags: number, encoding: number): Draft {
  const text = joinBytes([Uint8Array.of(encoding), Buffer.from(`${title}\0${title}`)])
  const isOld = version === 2
  const frame = (isOld ? 6 : 10) + text.length
  const draft = new Draft(false).text('ID3').number('version', 1, version).number('revision', 1, 0)
  draft.number('flags', 1, flags).number('tag size', 4, frame)
  draft.text(isOld ? 'TT2' : 'TXXX').number('frame size', isOld ? 3 : 4, text.length)
  if (!isOld) draft.number('frame flags', 2, 0)
  return draft.raw(text)
}

/** Tags that lie about their sizes, in the encodings and versions that there are. */
export async function tagFiles(): Promise<HostileFile[]> {
  const sound = await edgeFile('compressed/mp3-cbr-mono-32k.mp3')
  const mp4 = mp4Items.flatMap(([name, type, content, before]) => {
    const draft = mp4TagsDraft(type, content, before)
    const lies = name === 'a title' || name === 'an own item' ? draft.lies() : []
    return [{ name: 'as it is', bytes: draft.build() }, ...lies].map((lie) =>
      audio(`mp4 with ${name}, ${lie.name}`, lie.bytes),
    )
  })
  const id3 = [2, 3, 4, 5].flatMap((version) =>
    encodings.flatMap((encoding) => {
      const plain = id3Draft(version, 0, encoding)
      const lies = encoding === 1 ? plain.lies() : []
      const flagged = [0x80, 0x40, 0x10].map((flags) => ({
        name: `flags ${flags}`,
        bytes: id3Draft(version, flags, encoding).build(),
      }))
      return [{ name: 'as it is', bytes: plain.build() }, ...flagged, ...lies].map((lie) =>
        audio(`id3 2.${version} in encoding ${encoding}, ${lie.name}`, joinBytes([lie.bytes, sound])),
      )
    }),
  )
  return [...mp4, ...id3]
}
