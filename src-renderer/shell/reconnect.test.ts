import { describe, expect, it } from 'vitest'
import { retryFor } from './reconnect'

function trials(workingFrom: number): { attempts: number[]; result: Promise<string | null> } {
  let now = 0
  const attempts: number[] = []
  const result = retryFor({
    attempt: () => {
      attempts.push(now)
      return now >= workingFrom ? Promise.resolve('port') : Promise.reject(new Error('closed'))
    },
    milliseconds: 2000,
    pauseMilliseconds: 500,
    now: () => now,
    wait: (milliseconds) => {
      now += milliseconds
      return Promise.resolve()
    },
  })
  return { attempts, result }
}

describe('retrying', () => {
  it('ends with the first success', async () => {
    const { attempts, result } = trials(1000)
    expect(await result).toBe('port')
    expect(attempts).toEqual([0, 500, 1000])
  })

  it('gives up when its time is over', async () => {
    const { attempts, result } = trials(Infinity)
    expect(await result).toBeNull()
    expect(attempts).toEqual([0, 500, 1000, 1500])
  })
})
