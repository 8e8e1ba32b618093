import { expect, it } from 'vitest'
import type { RecordingReference } from '@core/project/project'
import { channelOptions } from './channelOptions'

const recording = { channel: 'right' } as RecordingReference

it('every way to make one channel of two is offered once', () => {
  const values = channelOptions('auto', recording).map(({ value }) => value)
  expect(values.toSorted()).toEqual(['auto', 'left', 'mid', 'right', 'side'])
})

it('every way but the automatic one says what is lost', () => {
  for (const { value, hint } of channelOptions('auto', recording)) {
    expect(hint.includes('lost')).toBe(value !== 'auto')
  }
})

it('automatic says what it came to only while it is chosen', () => {
  expect(channelOptions('auto', recording)[0].hint).toContain('Here: the right channel.')
  expect(channelOptions('left', recording)[0].hint).not.toContain('Here')
})
