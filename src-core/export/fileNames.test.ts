import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeFileName } from './fileNames'

describe('safeFileName', () => {
  it.each(['Clarinet', 'Ő 歌手 🎷', 'a=b', '-lead', 'Mr. B', "O'Hara & Co (2)"])('keeps "%s"', (name) => {
    expect(safeFileName(name)).toBe(name)
  })

  it.each([
    ['a/b\\c', 'a_b_c'],
    ['<x>:"?*|', '_x______'],
    ['tab\there\u0000', 'tab_here_'],
    ['ends. . ', 'ends'],
    ['  inside  ', 'inside'],
    ['..', '_'],
    ['', '_'],
    ['con', 'con_'],
    ['LPT1', 'LPT1_'],
    ['\u202egpj.exe', '_gpj.exe'],
    ['\u009b31m', '_31m'],
    ['u\u030b', 'ű'],
  ])('writes "%s" as "%s"', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  it('is a name on every system, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeFileName(name)
        expect(safe).not.toMatch(/[<>:"/\\|?*]|[. ]$|^$/)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(181)
        expect(Buffer.from(safe).toString()).toBe(safe)
      }),
    )
  })

  it('is cut between characters, never inside one', () => {
    expect(safeFileName('🎷'.repeat(100))).toBe('🎷'.repeat(45))
  })
})
