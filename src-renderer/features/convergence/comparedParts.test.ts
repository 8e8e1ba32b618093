import { describe, expect, it } from 'vitest'
import { chosenPart, partOptions } from './comparedParts'

const loop = { start: 70, end: 82 }

describe('the part that algorithms are compared on', () => {
  it('is the loop where there is one, else the beginning, and the whole of a short recording', () => {
    expect(chosenPart(partOptions(180, loop), null).range).toEqual(loop)
    expect(chosenPart(partOptions(180, null), null).range).toEqual({ start: 0, end: 15 })
    expect(chosenPart(partOptions(6, null), null).range).toEqual({ start: 0, end: 6 })
  })

  it('is the one that was wanted, for as long as there is one', () => {
    expect(chosenPart(partOptions(180, loop), 'whole').range).toEqual({ start: 0, end: 180 })
    expect(chosenPart(partOptions(180, null), 'loop').value).toBe('beginning')
  })

  it('says where it is', () => {
    expect(partOptions(180, loop).map(({ label }) => label)).toEqual([
      'The loop, 1:10 to 1:22',
      'The first 15 s',
      'The whole recording, 3:00',
    ])
  })
})
