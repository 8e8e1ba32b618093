import { spoiltMusic } from '@core/restoration/spoiltMusic.testSupport'
import { expect, it } from 'vitest'
import { scoreDeclicking } from './declickScore'

it('declicking is scored by what it gains where clicks are, and by what it takes where none are', () => {
  const { sampleRate, clean, noisy, clicked, places } = spoiltMusic(-12, { seconds: 4 })
  const set = { name: 'band', sampleRate, clean }
  const [withClicks, without] = scoreDeclicking(set, [
    { ratio: 11, samples: clicked },
    { ratio: 17, samples: noisy },
  ])
  expect(withClicks).toMatchObject({ set: 'band', ratio: 11 })
  expect(withClicks.before).toBeCloseTo(11, 0)
  expect(withClicks.after).toBeGreaterThan(withClicks.before + 2)
  expect(withClicks.clicksPerSecond).toBeGreaterThan((0.5 * places.length) / 4)
  expect(without.before).toBeCloseTo(17, 0)
  expect(Math.abs(without.after - without.before)).toBeLessThan(0.1)
  expect(without.falsePerSecond).toBeLessThan(2)
  expect(without.kept).toBeGreaterThan(24)
})
