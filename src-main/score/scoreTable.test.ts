import { describe, expect, it } from 'vitest'
import type { RecordingScore } from './scoreRecording'
import { formatScores, meanOf } from './scoreTable'

const score: RecordingScore = {
  set: 'band',
  ratio: 10,
  decompositionSeconds: 12.34,
  renderingSeconds: 0.5,
  iterations: 98,
  stopReason: 'converged',
  cost: 402411.4487,
  nullTest: -153.21,
  stems: [
    { name: 'trumpet', doNothing: -3, recording: -4, grouped: 2.04, oracle: 8, components: [1, 4] },
    { name: 'tuba', doNothing: -12, recording: -13, grouped: -Infinity, oracle: 7, components: [] },
  ],
  denoise: { input: 9.2, grouped: 11, oracle: 15.4, components: [1, 2, 4] },
}

describe('formatScores', () => {
  it('shows every figure of a recording, columns aligned', () => {
    const lines = formatScores([score]).split('\n').slice(0, 6)
    expect(lines).toEqual([
      'band at 10 dB: 12.3 s, rendering 0.5 s, 98 iterations (converged), cost 402411.4, null test -153.2 dB',
      '         do nothing  recording  ours  oracle  gain  oracle gain  components',
      'trumpet        -3.0       -4.0   2.0     8.0   5.0         11.0         1 4',
      'tuba          -12.0      -13.0  -inf     7.0  -inf         19.0',
      'mean           -6.5       -7.0  -4.0     7.5   2.5         14.0',
      'denoise         9.2        9.2  11.0    15.4   1.8          6.2       1 2 4',
    ])
  })

  it('ends several recordings with one line for each', () => {
    const text = formatScores([score, { ...score, set: 'trio', stems: [] }])
    expect(text.match(/^(set|band|trio) .*null test|^band +10 +12\.3|^trio +10 +12\.3/gm)).toHaveLength(5)
    expect(formatScores([score])).not.toContain('seconds')
  })
})

describe('meanOf', () => {
  it('counts a lost stem as -10 dB', () => {
    expect(meanOf(score.stems).grouped).toBeCloseTo((2.04 - 10) / 2, 12)
  })
})
