import type { DecompositionWish } from '@core/contract/engine'
import type { SessionId } from '@core/contract/ids'
import { chooseFraming, type Framing } from '@core/spectral/framing'
import type { WorkDocument } from '../../state/workDocument'
import type { Pictured } from './pictureLayers'

/**
 * What there can be pictures of: with the framing of the decomposition, so that masks fit to sounds; before there is one, with that of the
 * settings at hand. Null while nothing is open.
 */
export function picturedOf(
  session: { readonly id: SessionId } | null,
  document: WorkDocument | null,
  settings: DecompositionWish,
): Pictured | null {
  if (!session || !document) return null
  const { channel, decomposed } = document
  const { sampleRate, sampleCount } = document.recording
  const framing = decomposed?.project.analysis ?? framingOf(settings, sampleRate)
  return {
    session: session.id,
    channel,
    framing: { windowLength: framing.windowLength, hop: framing.hop },
    sampleCount,
    sampleRate,
    decomposed: decomposed && { id: decomposed.decomposition, project: decomposed.project },
  }
}

function framingOf({ windowMilliseconds, overlap }: DecompositionWish, sampleRate: number): Framing {
  return chooseFraming(windowMilliseconds, overlap, sampleRate)
}
