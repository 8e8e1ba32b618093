import { describe, expect, it } from 'vitest'
import { holdSeconds } from './ballistics'
import { createChannelLevel } from './channelLevel'

const silence = { sample: 0, true: 0 }

describe('createChannelLevel', () => {
  it('keeps the highest peaks while the bar falls', () => {
    const channel = createChannelLevel()
    channel.push({ sample: 0.5, true: 1 }, 0)
    channel.push(silence, 60)
    expect(channel.barAt(60)).toEqual({ level: -Infinity, held: -Infinity })
    expect(channel.highest().sample).toBeCloseTo(-6.02, 2)
    expect(channel.highest().true).toBe(0)
  })

  it('finds the highest sample and the highest true peak apart', () => {
    const channel = createChannelLevel()
    channel.push({ sample: 0.5, true: 1 }, 0)
    channel.push({ sample: 0.75, true: 0.75 }, 1)
    expect(channel.highest()).toEqual({ sample: 20 * Math.log10(0.75), true: 0 })
  })

  it('holds a line above a bar that falls', () => {
    const channel = createChannelLevel()
    channel.push({ sample: 1, true: 1 }, 0)
    const { level, held } = channel.barAt(holdSeconds)
    expect(held).toBe(0)
    expect(level).toBeLessThan(-20)
  })

  it('forgets the highest peaks and nothing else, or everything', () => {
    const channel = createChannelLevel()
    channel.push({ sample: 1, true: 1 }, 0)
    channel.forgetHighest()
    expect(channel.highest()).toEqual({ sample: -Infinity, true: -Infinity })
    expect(channel.barAt(0).level).toBe(0)
    channel.clear()
    expect(channel.barAt(0)).toEqual({ level: -Infinity, held: -Infinity })
  })
})
