import { expect, it } from 'vitest'
import { createKeepAwake } from './keepAwake'

it('the system is kept awake from the first work to the end of the last', () => {
  const told: string[] = []
  const keepAwake = createKeepAwake({
    start: (kind) => told.push(kind),
    stop(id) {
      told.push(`stop ${id}`)
      return true
    },
  })
  for (const isWorking of [false, true, true, false, false, true]) keepAwake(isWorking)
  expect(told).toEqual(['prevent-app-suspension', 'stop 1', 'prevent-app-suspension'])
})
