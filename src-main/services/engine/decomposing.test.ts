import { expect, it } from 'vitest'
import { quick } from './engine.testSupport'
import { settingsOf } from './decomposing'

it('a wish becomes settings for the rate of the recording', () => {
  const settings = settingsOf({ ...quick, components: 7, overlap: 0.75 }, 44_100)
  expect(settings.framing).toEqual({ windowLength: 1024, hop: 256 })
  expect(settings).toMatchObject({ componentCount: 7, smoothness: 10, maxIterations: 5, seed: 1 })
})
