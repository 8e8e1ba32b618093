import { audioLimits } from '../../limits'
import { TagCollector } from './tagCollector'
import { decodeText } from './textDecoding'

/** Items of iTunes metadata that are text; the first character of most is (c), 0xa9. */
const keyOfItem: Readonly<Record<string, string>> = {
  '\xa9nam': 'TITLE',
  '\xa9ART': 'ARTIST',
  aART: 'ALBUMARTIST',
  '\xa9alb': 'ALBUM',
  '\xa9day': 'DATE',
  '\xa9gen': 'GENRE',
  '\xa9wrt': 'COMPOSER',
  '\xa9cmt': 'COMMENT',
  '\xa9too': 'ENCODER',
  cprt: 'COPYRIGHT',
  desc: 'DESCRIPTION',
}

/** A box that is all there; `start` .. `end` - 1 is what it holds. */
interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

const boxHeader = 8
/** Version, flags, and in a 'data' box the language. */
const fullBox = 4
const dataHeader = 8
const utf8Data = 1

/**
 * The texts of an MP4 or QuickTime file's iTunes metadata (moov/udta/meta/ilst), with Vorbis comment keys; empty when there are none.
 * Track numbers and names of one's own ('----') are read, pictures are left out.
 */
export function readMp4Tags(bytes: Uint8Array): Record<string, string> {
  const tags = new TagCollector()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const budget = { steps: audioLimits.walkerSteps as number }
  let box: Box | undefined = { type: 'file', start: 0, end: bytes.length }
  for (const type of ['moov', 'udta', 'meta']) box = box && findBox(view, box, type, budget)
  if (!box) return {}
  const list = findBox(view, { ...box, start: box.start + fullBox }, 'ilst', budget)
  for (const item of list ? boxesIn(view, list, budget) : []) addItem(view, item, { tags, budget })
  return tags.toTags()
}

interface Budget {
  steps: number
}

function addItem(view: DataView, item: Box, { tags, budget }: { tags: TagCollector; budget: Budget }): void {
  const parts = [...boxesIn(view, item, budget)]
  const data = parts.find(({ type }) => type === 'data')
  if (!data || data.start + dataHeader > data.end) return
  const content = bytesOf(view, data).subarray(dataHeader)
  const kind = view.getUint32(data.start)
  if (item.type === 'trkn' && content.length >= 4) {
    const number = (content[2] << 8) | content[3]
    if (number > 0) tags.add('TRACKNUMBER', String(number))
    return
  }
  const key = item.type === '----' ? ownKey(view, parts) : keyOfItem[item.type]
  if (kind === utf8Data && key) tags.add(key, decodeText(content).trim())
}

/** The name that an item of one's own brings along, in upper case. */
function ownKey(view: DataView, parts: readonly Box[]): string | undefined {
  const name = parts.find(({ type }) => type === 'name')
  if (!name || name.start + fullBox > name.end) return undefined
  const key = decodeText(bytesOf(view, name).subarray(fullBox)).trim().toUpperCase()
  return /^[ -<>-}]+$/.test(key) ? key : undefined
}

function bytesOf(view: DataView, { start, end }: Box): Uint8Array {
  return new Uint8Array(
    view.buffer,
    view.byteOffset + start,
    Math.min(end - start, audioLimits.metadataBytes),
  )
}

function findBox(view: DataView, within: Box, type: string, budget: Budget): Box | undefined {
  for (const box of boxesIn(view, within, budget)) if (box.type === type) return box
  return undefined
}

/** Boxes one after the other; ends at one that does not fit (ISO/IEC 14496-12, 4.2). */
function* boxesIn(view: DataView, { start, end }: Box, budget: Budget): Generator<Box> {
  let at = start
  while (at + boxHeader <= end && budget.steps-- > 0) {
    const short = view.getUint32(at)
    const isLong = short === 1 && at + 2 * boxHeader <= end
    const header = isLong ? 2 * boxHeader : boxHeader
    const length = short === 0 ? end - at : isLong ? Number(view.getBigUint64(at + boxHeader)) : short
    if (length < header || at + length > end) return
    const type = String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at + 4, 4))
    yield { type, start: at + header, end: at + length }
    at += length
  }
}
