import type { ShownNotice } from '../../state/notices.svelte'

const mostVisible = 4

/**
 * The notices that are shown, newest last, and how many wait behind them. What went wrong is shown before what went well, and the
 * newer before the older.
 */
export function visibleNotices(all: readonly ShownNotice[]): {
  readonly visible: readonly ShownNotice[]
  readonly hiddenCount: number
} {
  const rank = ({ tone }: ShownNotice): number => ({ error: 0, warning: 1, info: 2, success: 2 })[tone]
  const visible = all
    .toSorted((a, b) => rank(a) - rank(b) || b.id - a.id)
    .slice(0, mostVisible)
    .sort((a, b) => a.id - b.id)
  return { visible, hiddenCount: all.length - visible.length }
}
