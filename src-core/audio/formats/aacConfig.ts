/** AudioSpecificConfig of ISO/IEC 14496-3, 1.6.2.1: what an AAC decoder is told before the first frame. */

/** Hz by samplingFrequencyIndex; 15 means that the rate follows in 24 bits. */
export const aacRates: readonly number[] = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
]
const explicitRate = 15

const spectralBandReplication = 5
const parametricStereo = 29
const syncExtension = 0x2b7
/** Object types whose decoder-specific part is a GASpecificConfig: Main, LC, SSR, LTP. */
const generalAudioTypes = [1, 2, 3, 4]

/** Reads bits; zeroes after the end, and `isOver` then. */
interface BitReader {
  take(count: number): number
  readonly isOver: boolean
}

function createBitReader(bytes: Uint8Array): BitReader {
  let position = 0
  return {
    take(count) {
      let value = 0
      for (let bit = 0; bit < count; bit++, position++) {
        value = value * 2 + (((bytes[position >> 3] ?? 0) >> (7 - (position & 7))) & 1)
      }
      return value
    },
    get isOver() {
      return position > 8 * bytes.length
    },
  }
}

/** Hz that the decoder gives, with band replication where it is announced; undefined where the bytes do not say. */
export function aacConfigRate(config: Uint8Array): number | undefined {
  const bits = createBitReader(config)
  const type = takeType(bits)
  const core = takeRate(bits)
  const channels = bits.take(4)
  if (bits.isOver || core === undefined) return undefined
  if (type === spectralBandReplication || type === parametricStereo) {
    const extended = takeRate(bits)
    return bits.isOver ? core : extended
  }
  return extensionRate(bits, { type, channels }) ?? core
}

/** Band replication announced after the plain configuration, where old decoders do not look. */
function extensionRate(
  bits: BitReader,
  { type, channels }: { readonly type: number; readonly channels: number },
): number | undefined {
  // With channels 0 a list of elements comes first; no recording of one or two channels has it.
  if (!generalAudioTypes.includes(type) || channels === 0) return undefined
  bits.take(1)
  const dependsOnCoreCoder = bits.take(1) === 1
  if (dependsOnCoreCoder) bits.take(14)
  bits.take(1)
  if (bits.take(11) !== syncExtension || takeType(bits) !== spectralBandReplication) return undefined
  const isPresent = bits.take(1) === 1
  const rate = isPresent ? takeRate(bits) : undefined
  return bits.isOver ? undefined : rate
}

function takeType(bits: BitReader): number {
  const type = bits.take(5)
  return type === 31 ? 32 + bits.take(6) : type
}

function takeRate(bits: BitReader): number | undefined {
  const index = bits.take(4)
  return index === explicitRate ? bits.take(24) : aacRates[index]
}
