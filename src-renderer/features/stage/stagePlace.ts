/** What keys do to the place of a source, and how the place is said. */
import type { Source } from '@core/project/project'
import type { Place } from '@core/project/stageEdits'
import { formatDecibels, formatPan, speakDecibels, speakPan, valueAfterKey } from '../../ui/faderMath'
import { levelRange, panRange } from './stageGeometry'

/** The place after a key; null if the key means nothing here. `isFine`: Shift is held. */
export function placeAfterKey(key: string, { pan, gain }: Place, isFine: boolean): Place | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      return { gain, pan: valueAfterKey(key, pan, { range: panRange, isFine }) ?? pan }
    case 'ArrowUp':
    case 'ArrowDown':
    case 'PageUp':
    case 'PageDown':
      return { pan, gain: valueAfterKey(key, gain, { range: levelRange, isFine }) ?? gain }
    case 'Home':
      return { gain, pan: 0 }
    default:
      return null
  }
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.pan === b.pan && a.gain === b.gain
}

/** For screen readers: '40 percent left, minus 3 decibels, muted' */
export function speakPlace({ pan, gain, mute, solo }: Source, isAudible: boolean): string {
  const parts = [speakPan(pan), speakDecibels(gain)]
  if (mute) parts.push('muted')
  if (solo) parts.push('solo')
  if (!isAudible && !mute) parts.push('silent because another one is solo')
  return parts.join(', ')
}

/** As figures: 'L 40, −3.0 dB' */
export function formatPlace({ pan, gain }: Place): string {
  return `${formatPan(pan)}, ${formatDecibels(gain)}`
}
