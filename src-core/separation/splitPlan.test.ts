import { describe, expect, it } from 'vitest'
import { pieceNumbers, planSplit } from './splitPlan'

const plan = (count: number, components: readonly number[], into: number) =>
  planSplit(count, { components, into }).map((slot) => ('kept' in slot ? slot.kept : `p${slot.piece}`))

describe('the plan of a split', () => {
  it('puts the first piece in the place of the component and the others at the end', () => {
    expect(plan(4, [1], 3)).toEqual([0, 'p0', 2, 3, 'p1', 'p2'])
  })

  it('keeps all other numbers where there are at least as many pieces as components', () => {
    expect(plan(5, [1, 3], 3)).toEqual([0, 'p0', 2, 'p1', 4, 'p2'])
  })

  it('moves later ones up where there are fewer pieces', () => {
    expect(plan(5, [0, 2, 3], 1)).toEqual(['p0', 1, 4])
  })

  it('holds every kept component and every piece once', () => {
    const slots = plan(6, [2, 4, 5], 2)
    expect(slots.toSorted()).toEqual([0, 1, 3, 'p0', 'p1'].toSorted())
    expect(pieceNumbers(6, { components: [2, 4, 5], into: 2 })).toEqual([2, 4])
  })
})
