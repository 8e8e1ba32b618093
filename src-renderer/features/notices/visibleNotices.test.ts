import { describe, expect, it } from 'vitest'
import type { ShownNotice } from '../../state/notices.svelte'
import { visibleNotices } from './visibleNotices'

function notices(...tones: readonly ShownNotice['tone'][]): ShownNotice[] {
  return tones.map((tone, i) => ({ id: i + 1, tone, title: `Notice ${i + 1}` }))
}
const shownIds = (all: readonly ShownNotice[]): number[] => visibleNotices(all).visible.map(({ id }) => id)

describe('notices', () => {
  it('are all shown, newest last, while there are four at most', () => {
    const all = notices('error', 'info', 'success', 'warning')
    expect(visibleNotices(all)).toEqual({ visible: all, hiddenCount: 0 })
  })

  it('beyond four are counted, the oldest of them', () => {
    expect(shownIds(notices('info', 'info', 'info', 'info', 'info', 'info'))).toEqual([3, 4, 5, 6])
    expect(visibleNotices(notices('info', 'info', 'info', 'info', 'info', 'info')).hiddenCount).toBe(2)
  })

  it('of what went wrong never wait behind good news', () => {
    expect(shownIds(notices('error', 'warning', 'info', 'success', 'info', 'success'))).toEqual([1, 2, 5, 6])
  })
})
