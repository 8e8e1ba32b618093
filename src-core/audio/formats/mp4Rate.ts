/** The rate of the first sound track of an MP4 or QuickTime file: ISO/IEC 14496-12 and -14, 14496-1 for descriptors. */
import { hasCharacters } from '../byteReader'
import { audioLimits } from '../../limits'
import { aacConfigRate } from './aacConfig'

/** A box that is all there; `start` .. `end` - 1 is what it holds. */
interface Box {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Counts down over the whole file: boxes in boxes are steps too. */
interface Budget {
  steps: number
}

/** Hz, by the sample entry's decoder configuration, its own rate, or the track's time scale; undefined where there is no sound. */
export function soundTrackRate(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const budget = { steps: audioLimits.walkerSteps as number }
  const whole = { type: 'file', start: 0, end: bytes.length }
  for (const moov of boxesIn(view, whole, budget)) {
    if (moov.type !== 'moov') continue
    for (const track of boxesIn(view, moov, budget)) {
      const rate = track.type === 'trak' ? trackRate(view, track, budget) : undefined
      if (rate !== undefined) return rate
    }
  }
  return undefined
}

function trackRate(view: DataView, track: Box, budget: Budget): number | undefined {
  const media = find(view, track, { path: ['mdia'], budget })
  const handler = media && find(view, media, { path: ['hdlr'], budget })
  if (!media || !handler || !hasText(view, handler.start + 8, 'soun')) return undefined
  const table = find(view, media, { path: ['minf', 'stbl', 'stsd'], budget })
  const entryRate = table && sampleEntryRate(view, table, budget)
  return entryRate ?? timeScale(view, media, budget)
}

/** Full boxes have four bytes of version and flags first; stsd a count of entries after them. */
const stsdHeader = 8
/** From the start of a sound sample entry to its boxes, by the version of QuickTime's description. */
const entryHeaders: Readonly<Record<number, number>> = { 0: 28, 1: 44, 2: 64 }

function sampleEntryRate(view: DataView, table: Box, budget: Budget): number | undefined {
  const inside = { ...table, start: table.start + stsdHeader }
  const [entry] = boxesIn(view, inside, budget)
  if (!entry || entry.start + 28 > entry.end) return undefined
  const version = view.getUint16(entry.start + 8)
  const children = { ...entry, start: entry.start + (entryHeaders[version] ?? entryHeaders[0]) }
  const configured = configuredRate(view, children, budget)
  if (configured !== undefined) return configured
  if (version === 2 && entry.start + 40 <= entry.end) return wholeRate(view.getFloat64(entry.start + 32))
  return wholeRate(view.getUint32(entry.start + 24) / 65_536)
}

function configuredRate(view: DataView, children: Box, budget: Budget): number | undefined {
  for (const box of boxesIn(view, children, budget)) {
    const rate =
      box.type === 'esds'
        ? descriptorRate(view, box)
        : box.type === 'alac'
          ? losslessRate(view, box)
          : box.type === 'wave'
            ? configuredRate(view, box, budget)
            : undefined
    if (rate !== undefined) return rate
  }
  return undefined
}

/** The last four bytes of ALAC's magic cookie, which follows version and flags. */
function losslessRate(view: DataView, { start, end }: Box): number | undefined {
  return start + 28 <= end ? wholeRate(view.getUint32(start + 24)) : undefined
}

const esDescriptor = 3
const decoderConfigDescriptor = 4
const decoderSpecificInfo = 5

/** ES_Descriptor { DecoderConfigDescriptor { DecoderSpecificInfo } } */
function descriptorRate(view: DataView, { start, end }: Box): number | undefined {
  const stream = descriptorAt(view, { start: start + 4, end })
  if (stream?.tag !== esDescriptor || stream.start + 3 > stream.end) return undefined
  const flags = view.getUint8(stream.start + 2)
  const dependence = flags & 0x80 ? 2 : 0
  const addressAt = stream.start + 3 + dependence
  const address = flags & 0x40 && addressAt < stream.end ? 1 + view.getUint8(addressAt) : 0
  const clock = flags & 0x20 ? 2 : 0
  const decoder = descriptorAt(view, { start: addressAt + address + clock, end: stream.end })
  if (decoder?.tag !== decoderConfigDescriptor) return undefined
  const info = descriptorAt(view, { start: decoder.start + 13, end: decoder.end })
  if (info?.tag !== decoderSpecificInfo) return undefined
  const config = new Uint8Array(view.buffer, view.byteOffset + info.start, info.end - info.start)
  return aacConfigRate(config)
}

function descriptorAt(
  view: DataView,
  { start, end }: { readonly start: number; readonly end: number },
): { tag: number; start: number; end: number } | undefined {
  let size = 0
  // The size has one to four bytes of seven bits each.
  for (let offset = start + 1; offset < Math.min(end, start + 5); offset++) {
    const byte = view.getUint8(offset)
    size = size * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      return { tag: view.getUint8(start), start: offset + 1, end: Math.min(end, offset + 1 + size) }
    }
  }
  return undefined
}

function timeScale(view: DataView, media: Box, budget: Budget): number | undefined {
  const header = find(view, media, { path: ['mdhd'], budget })
  if (!header || header.start + 24 > header.end) return undefined
  const isLong = view.getUint8(header.start) === 1
  return wholeRate(view.getUint32(header.start + (isLong ? 20 : 12)))
}

function wholeRate(rate: number): number | undefined {
  return Number.isInteger(rate) && rate > 0 ? rate : undefined
}

interface Search {
  readonly path: readonly string[]
  readonly budget: Budget
}

/** The first box of each type of the path, each in the one before. */
function find(view: DataView, parent: Box, { path, budget }: Search): Box | undefined {
  let box: Box | undefined = parent
  for (const type of path) box = box && firstOf(view, box, { type, budget })
  return box
}

function firstOf(
  view: DataView,
  parent: Box,
  { type, budget }: { readonly type: string; readonly budget: Budget },
): Box | undefined {
  for (const box of boxesIn(view, parent, budget)) if (box.type === type) return box
  return undefined
}

/** The boxes in a box. Sizes are clipped to it; every step goes on by at least the 8 bytes of a header. */
function* boxesIn(view: DataView, { start, end }: Box, budget: Budget): Generator<Box> {
  for (let offset = start; offset + 8 <= end && budget.steps > 0; budget.steps--) {
    const small = view.getUint32(offset)
    const isLarge = small === 1 && offset + 16 <= end
    const header = isLarge ? 16 : 8
    const said = isLarge ? Number(view.getBigUint64(offset + 8)) : small
    // Size 0: to the end of what it is in. Less than its header: damage; the next box may still be found after it.
    const size = said === 0 ? end - offset : Math.max(header, said)
    const boxEnd = Math.min(end, offset + size)
    yield { type: textAt(view, offset + 4), start: offset + header, end: boxEnd }
    offset = boxEnd
  }
}

function textAt(view: DataView, offset: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, 4))
}

function hasText(view: DataView, offset: number, text: string): boolean {
  return hasCharacters(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), offset, text)
}
