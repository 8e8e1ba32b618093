import { describe, expect, it } from 'vitest'
import { addressWith, createAdmission, newSecret, redirectPage } from './admission'

const token = newSecret()
const minute = 60_000

describe('a code', () => {
  it('gives the token in its time, once', () => {
    let now = 1000
    const admission = createAdmission(token, () => now)
    const code = admission.issue(minute)
    now = 60_999
    expect(admission.exchange(newSecret())).toBeUndefined()
    expect(admission.exchange('')).toBeUndefined()
    expect(admission.exchange(code)).toBe(token)
    expect(admission.exchange(code)).toBeUndefined()
  })

  it('gives nothing when its time is over', () => {
    let now = 1000
    const admission = createAdmission(token, () => now)
    const code = admission.issue(minute)
    now = 61_000
    expect(admission.exchange(code)).toBeUndefined()
  })

  it('is no concern of another one: each is good once, and ends in its own time', () => {
    let now = 0
    const admission = createAdmission(token, () => now)
    const [early, late] = [admission.issue(minute), admission.issue(10 * minute)]
    expect(admission.exchange(late)).toBe(token)
    expect(admission.exchange(early)).toBe(token)
    const [short, long] = [admission.issue(minute), admission.issue(10 * minute)]
    now = 2 * minute
    expect(admission.exchange(short)).toBeUndefined()
    expect(admission.exchange(long)).toBe(token)
  })

  it('is forgotten when sixteen newer ones are open', () => {
    const admission = createAdmission(token, () => 0)
    const codes = Array.from({ length: 17 }, () => admission.issue(minute))
    expect(codes.map((code) => admission.exchange(code) === token)).toEqual([
      false,
      ...Array.from({ length: 16 }, () => true),
    ])
  })

  it('is not the token, and has 256 bits that differ each time', () => {
    const admission = createAdmission(token, () => 0)
    const code = admission.issue(minute)
    expect(code).not.toBe(token)
    expect(code).toMatch(/^[0-9a-f]{64}$/)
    expect(admission.issue(minute)).not.toBe(code)
  })

  it('travels in the fragment of the redirect page only', () => {
    const page = redirectPage(addressWith('http://127.0.0.1:1/', 'c0de'))
    expect(page.split('http://127.0.0.1:1/#code=c0de').length).toBe(3)
    expect(page.match(/c0de/g)?.length).toBe(2)
  })
})
