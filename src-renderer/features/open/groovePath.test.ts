import { expect, it } from 'vitest'
import { grooveRings, soundGroove } from './groovePath'

it('the sounding groove keeps within its depth and touches no other groove', () => {
  const numbers = [...soundGroove(67, 4).matchAll(/-?[\d.]+/g)].map(([number]) => Number(number))
  const radii = numbers.flatMap((x, index) => (index % 2 === 0 ? [Math.hypot(x, numbers[index + 1])] : []))
  expect(radii).toHaveLength(720)
  expect(Math.min(...radii)).toBeGreaterThanOrEqual(63 - 0.02)
  expect(Math.max(...radii)).toBeLessThanOrEqual(71 + 0.02)
  expect(grooveRings.every((ring) => ring < 63 || ring > 71)).toBe(true)
})
