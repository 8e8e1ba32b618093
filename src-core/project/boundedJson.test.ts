import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import { parseBoundedJson } from './boundedJson'

describe('parseBoundedJson', () => {
  it('reads what JSON.parse reads', () => {
    const values = fc.jsonValue({ maxDepth: 5, noUnicodeString: false }).filter((value) => {
      return !JSON.stringify(value).includes('__proto__')
    })
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value)
        expect(parseBoundedJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('accepts 64 levels and refuses 65', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    expect(() => parseBoundedJson(nested(64))).not.toThrow()
    expect(() => parseBoundedJson(nested(65))).toThrow(/65 deep; the limit is 64/)
  })

  it('does not count brackets inside strings', () => {
    const text = JSON.stringify(`\\"${'['.repeat(100)}"\\`)
    expect(parseBoundedJson(text)).toBe(JSON.parse(text))
  })

  it('refuses a million open brackets without parsing them', () => {
    expect(() => parseBoundedJson('['.repeat(1_000_000))).toThrow(/nested 1000000 deep/)
  })

  it.each(['{"__proto__": {}}', '{"a": [{"\\u005f_proto__": 1}]}'])(
    'refuses the key __proto__ in %s',
    (text) => {
      expect(() => parseBoundedJson(text)).toThrow(/__proto__/)
    },
  )

  it('turns every syntax error into damaged-project', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseBoundedJson(text)
        } catch (error) {
          expect(error).toBeInstanceOf(ShellacError)
          expect((error as ShellacError).code).toBe('damaged-project')
        }
      }),
    )
  })
})
