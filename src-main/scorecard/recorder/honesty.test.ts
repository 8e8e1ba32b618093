import { expect, it } from 'vitest'
import type { Stage } from '@core/contract/job'
import { honestyOf, worstOf } from './honesty'
import type { RecordedRun, ToldProgress } from './recordRun'

const told = (
  stage: Stage,
  [at, done]: readonly [number, number],
  more: Partial<ToldProgress> = {},
): ToldProgress => ({
  ...{ stage, at, done, isReadable: false },
  ...more,
})
const run = (messages: readonly ToldProgress[], seconds: number): RecordedRun => ({
  ...{ told: messages, seconds, peakBytes: 0 },
})

it('a run that tells every second how long it still takes is honest', () => {
  const messages = Array.from({ length: 10 }, (_, i) => told('writing', [i, i / 10], { secondsLeft: 10 - i }))
  expect(honestyOf(run(messages, 10))).toEqual({
    ...{ worstStall: 1, stalledAt: 'writing', wentBack: 0, tooEarly: 0 },
    ...{ timeLeftErrors: [0, 0, 0], misjudgedAt: 'writing', withoutTimeLeft: 0 },
  })
})

it('a stall, a step back and a hundred per cent without a result are seen', () => {
  const messages = [
    told('factorising', [1, 0.5]),
    told('factorising', [2, 0.4]),
    told('writing', [9, 0]),
    told('factorising', [9.5, 1]),
    told('writing', [10, 1]),
    told('writing', [11, 1], { isReadable: true }),
  ]
  const { worstStall, stalledAt, wentBack, tooEarly } = honestyOf(run(messages, 12))
  expect([worstStall, stalledAt, wentBack, tooEarly]).toEqual([7, 'factorising', 3, 1])
})

it('the time left is held against the true one, stage by stage, and none is seen too', () => {
  const messages = [
    told('measuring', [0, 0], { secondsLeft: 8 }),
    told('measuring', [2, 0.5], { secondsLeft: 3 }),
    told('writing', [4, 0]),
    told('writing', [13, 0.9]),
  ]
  const { timeLeftErrors, misjudgedAt, withoutTimeLeft } = honestyOf(run(messages, 14))
  expect(timeLeftErrors).toEqual([1, 0.5, 0.5])
  expect([misjudgedAt, withoutTimeLeft]).toEqual(['measuring', 1])
})

it('of several the worst is told, and counts are summed', () => {
  const slow = honestyOf(run([told('writing', [6, 1])], 7))
  const good = honestyOf(run([told('writing', [1, 1], { isReadable: true })], 2))
  expect(worstOf([good, slow, slow])).toMatchObject({ worstStall: 6, stalledAt: 'start', tooEarly: 2 })
  const misjudged = honestyOf(
    run(
      [told('measuring', [0, 0], { secondsLeft: 5 }), told('measuring', [6, 1]), told('writing', [10, 0])],
      11,
    ),
  )
  expect(worstOf([good, misjudged, slow]).misjudgedAt).toBe('measuring')
})
