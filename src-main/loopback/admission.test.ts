import { describe, expect, it } from 'vitest'
import { createAdmission, newSecret, redirectPage } from './admission'

const token = newSecret()

describe('the code', () => {
  it('gives the token within a minute, once', () => {
    let now = 1000
    const admission = createAdmission(token, () => now)
    now = 60_999
    expect(admission.exchange(newSecret())).toBeUndefined()
    expect(admission.exchange('')).toBeUndefined()
    expect(admission.exchange(admission.code)).toBe(token)
    expect(admission.exchange(admission.code)).toBeUndefined()
  })

  it('gives nothing when it is a minute old', () => {
    let now = 1000
    const admission = createAdmission(token, () => now)
    now = 61_000
    expect(admission.exchange(admission.code)).toBeUndefined()
  })

  it('is not the token, and has 256 bits that differ each time', () => {
    const { code } = createAdmission(token, () => 0)
    expect(code).not.toBe(token)
    expect(code).toMatch(/^[0-9a-f]{64}$/)
    expect(createAdmission(token, () => 0).code).not.toBe(code)
  })

  it('travels in the fragment of the redirect page only', () => {
    const page = redirectPage('http://127.0.0.1:1/', 'c0de')
    expect(page.split('http://127.0.0.1:1/#code=c0de').length).toBe(3)
    expect(page.match(/c0de/g)?.length).toBe(2)
  })
})
