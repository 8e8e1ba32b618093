import { describe, expect, it } from 'vitest'
import { refusal } from '../files/refusal.testSupport'
import { allowedMemory } from './room'

describe('the memory that a job may take', () => {
  it('is without a limit, or so many megabytes', () => {
    expect(allowedMemory({})).toBe(Infinity)
    expect(allowedMemory({ SHELLAC_MEMORY: '' })).toBe(Infinity)
    expect(allowedMemory({ SHELLAC_MEMORY: '1500' })).toBe(1_500_000_000)
    expect(allowedMemory({ SHELLAC_MEMORY: '0.5' })).toBe(500_000)
  })

  it.each(['0', '-1', 'much', '2 GB', 'NaN'])('refuses "%s"', async (text) => {
    const error = await refusal(Promise.resolve().then(() => allowedMemory({ SHELLAC_MEMORY: text })))
    expect(error.code).toBe('bad-argument')
    expect(error.message).toContain(text)
  })
})
