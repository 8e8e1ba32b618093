import { describe, expect, it } from 'vitest'
import type { LearnedStretch } from '../project/project'
import { frameStart } from '../spectral/framing'
import { columnsOf, learnedGroups } from './learnedGroups'

const framing = { windowLength: 128, hop: 64 }
const length = 20_000

function stretch(name: string, start: number, end: number): LearnedStretch {
  return { name, kind: name === 'noise' ? 'noise' : 'source', start, end }
}

describe('learned groups', () => {
  it('hold exactly the frames that lie wholly in their stretch', () => {
    for (const [start, end] of [
      [0, 1000],
      [1, 1000],
      [64, 192],
      [500, 9000],
      [length - 300, length],
    ]) {
      const [{ frames, frameCount }] = learnedGroups([stretch('a', start, end)], framing, length)
      const inside = Array.from({ length: 400 }, (_, n) => n).filter((n) => {
        const first = frameStart(framing, n)
        return first >= start && first + framing.windowLength <= end
      })
      expect(frames).toEqual([{ from: inside[0], to: inside[inside.length - 1] + 1 }])
      expect(frameCount).toBe(inside.length)
    }
  })

  it('are the sources in the order of their first stretch and then the noise; stretches of one name belong together', () => {
    const learned = [
      stretch('noise', 0, 2000),
      stretch('trumpet', 9000, 12_000),
      stretch('clarinet', 3000, 5000),
      stretch(' trumpet', 5000, 7000),
      stretch('noise', 18_000, 20_000),
    ]
    const groups = learnedGroups(learned, framing, length)
    expect(groups.map(({ kind, stretches }) => [kind, ...stretches])).toEqual([
      ['source', 1, 3],
      ['source', 2],
      ['noise', 0, 4],
    ])
    expect(groups[0].frames.map(({ from }) => from)).toEqual(
      groups[0].frames.map(({ from }) => from).toSorted((a, b) => a - b),
    )
    expect(groups.map(({ columns }) => columns)).toEqual([8, 8, 8])
    expect(columnsOf(groups)).toBe(24)
  })

  it('take every frame once where stretches overlap, and no more spectra than frames', () => {
    const whole = learnedGroups([stretch('a', 640, 3200)], framing, length)
    const parts = [stretch('a', 1280, 3200), stretch('a', 640, 2560)]
    expect(learnedGroups(parts, framing, length)[0]).toMatchObject({ frames: whole[0].frames })
    expect(learnedGroups([stretch('a', 640, 640 + 128 + 2 * 64)], framing, length)).toMatchObject([
      { frameCount: 3, columns: 3 },
    ])
  })

  it('refuse a stretch beyond the recording, and one too short for a window, with the numbers', () => {
    const groups = (it: LearnedStretch) => () => learnedGroups([it], framing, length)
    expect(groups(stretch('a', 100, length + 1))).toThrow(
      `ends at sample ${length + 1}; the recording has ${length}`,
    )
    expect(groups(stretch('a', 100, 220))).toThrow('has 120 samples; it needs 192')
    expect(groups(stretch('a', 100, 100 + 192))).not.toThrow()
  })
})
