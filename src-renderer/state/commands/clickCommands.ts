import type { AppParts } from '../app.svelte'
import { clickAfter, clickBefore } from '../clickList'
import { showing } from '../timeRange'
import type { Commands } from './command'

/** From one removed click to the next. */
export function clickCommands({ work, view, listening, clicks }: AppParts) {
  const hasClicks = (): boolean => clicks.removed.length > 0
  const goToClick = (from: typeof clickAfter): void => {
    const rate = work.document.current?.recording.sampleRate ?? 1
    const click = from(clicks.removed, Math.round(listening.position * rate))
    if (!click) return
    listening.seek(click.start / rate)
    if (view.visible) view.visible = showing(view.visible, click.start / rate, listening.duration)
  }
  return {
    'next-click': { isEnabled: hasClicks, run: () => goToClick(clickAfter) },
    'previous-click': { isEnabled: hasClicks, run: () => goToClick(clickBefore) },
  } satisfies Partial<Commands>
}
