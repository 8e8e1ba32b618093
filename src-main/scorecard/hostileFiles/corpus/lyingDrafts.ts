/** Plain files whose every number can be made to lie. */
import { parseFlacMetadata } from '@core/audio/formats/flacMetadata'
import type { Draft } from '../draft'
import { trackDraft } from './boxFiles'
import { flacHeader, toneFlac } from './flacFiles'
import { aiffDraft, auDraft, cafDraft } from './otherPcmFiles'
import { rf64Draft, wave64Draft, wavDraft } from './riffFiles'

export interface LyingDraft {
  readonly name: string
  readonly isCompressed: boolean
  readonly draft: Draft
}

export async function lyingDrafts(): Promise<LyingDraft[]> {
  const flac = await toneFlac(20_000)
  const frames = flac.subarray(parseFlacMetadata(flac, 0)?.audioOffset)
  const plain = {
    wav: wavDraft(),
    rf64: rf64Draft(),
    wave64: wave64Draft(),
    aiff: aiffDraft(),
    caf: cafDraft(),
    au: auDraft(),
  }
  return [
    ...Object.entries(plain).map(([name, draft]) => ({ name, isCompressed: false, draft })),
    { name: 'flac', isCompressed: true, draft: flacHeader({ samples: 20_000 }).raw(frames) },
    { name: 'mp4', isCompressed: true, draft: trackDraft() },
  ]
}
