import { audioLimits } from '../../limits'
import { id3v2Length } from '../tags/id3Tags'
import { hasCharacters } from '../byteReader'
import { soundTrackRate } from './mp4Rate'
import { aacRates } from './aacConfig'
import { hasAdtsFrames } from './frameSync'

/**
 * The sample rate, in Hz, that an AAC or ALAC file says its sound has: MP4 (M4A, also with video) or ADTS frames; undefined where it
 * says none, or one outside of audioLimits. Spectral band replication counts where the file announces it; ADTS cannot.
 */
export function readCompressedRate(bytes: Uint8Array): number | undefined {
  const isMp4 = ['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip'].some((type) => hasCharacters(bytes, 4, type))
  const rate = isMp4 ? soundTrackRate(bytes) : adtsRate(bytes)
  const { minimumSampleRate, maximumSampleRate } = audioLimits
  return rate !== undefined && rate >= minimumSampleRate && rate <= maximumSampleRate ? rate : undefined
}

/** Tags that may stand before the first frame; more are no music file. */
const mostTags = 16

function adtsRate(bytes: Uint8Array): number | undefined {
  let start = 0
  for (let tags = 0; tags < mostTags; tags++) start += id3v2Length(bytes, start)
  if (!hasAdtsFrames(bytes, { from: start, to: start, frames: 2 })) return undefined
  return aacRates[(bytes[start + 2] >> 2) & 15]
}
