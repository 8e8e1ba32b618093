import type { AppParts } from '../app.svelte'
import { moved, zoomed } from '../timeRange'
import type { Commands } from './command'

const zoomFactor = 2
/** Of what is seen. */
const panShare = 0.5

/** What is seen of the recording. */
export function viewCommands({ work, view, listening }: AppParts) {
  const isOpen = (): boolean => work.session !== null
  const isDecomposed = (): boolean => work.project !== null
  const isZoomed = (): boolean => view.visible !== null
  const pan = (direction: number): void => {
    const { visible } = view
    if (!visible) return
    view.visible = moved(visible, direction * panShare * (visible.end - visible.start), listening.duration)
  }
  const zoom = (factor: number): void => {
    const { duration, position } = listening
    const range = view.visible ?? { start: 0, end: duration }
    const isSeen = position >= range.start && position <= range.end
    view.visible = zoomed(range, factor, {
      centre: isSeen ? position : (range.start + range.end) / 2,
      duration,
    })
  }
  return {
    'zoom-in': { isEnabled: isOpen, run: () => zoom(1 / zoomFactor) },
    'zoom-out': { isEnabled: isZoomed, run: () => zoom(zoomFactor) },
    'zoom-to-fit': { isEnabled: isZoomed, run: () => (view.visible = null) },
    'zoom-to-loop': {
      isEnabled: () => listening.loop.region !== null,
      run: () => (view.visible = listening.loop.region),
    },
    earlier: { isEnabled: isZoomed, run: () => pan(-1) },
    later: { isEnabled: isZoomed, run: () => pan(1) },
    spectrogram: {
      isEnabled: isOpen,
      run: () => (view.spectrogram = view.spectrogram === 'hidden' ? 'beside' : 'hidden'),
    },
    'large-spectrogram': {
      isEnabled: isOpen,
      run: () => (view.spectrogram = view.spectrogram === 'large' ? 'beside' : 'large'),
    },
    'compare-masks': { isEnabled: isDecomposed, run: () => (view.isComparing = true) },
  } satisfies Partial<Commands>
}
