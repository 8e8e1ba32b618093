import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amend,
  beginHistory,
  mapHistory,
  record,
  redo,
  redoLabel,
  undo,
  undoLabel,
  type History,
} from './history'

const steps = fc.array(
  fc.oneof(
    fc.nat().map((value) => ({ kind: 'record' as const, value })),
    fc.constant({ kind: 'undo' as const }),
    fc.constant({ kind: 'redo' as const }),
  ),
)

function play(moves: readonly { kind: string; value?: number }[]): History<number> {
  return moves.reduce<History<number>>((history, { kind, value }) => {
    if (kind === 'record') return record(history, `Set ${value}`, value ?? 0)
    return kind === 'undo' ? undo(history) : redo(history)
  }, beginHistory(-1))
}

describe('history', () => {
  it('undoing everything leads back to the beginning, redoing everything to the end', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const history = play(moves)
        const length = history.past.length + history.future.length
        let oldest = history
        for (let i = 0; i < length; i++) oldest = undo(oldest)
        expect(oldest.present).toBe(-1)
        expect(undoLabel(oldest)).toBeNull()
        let newest = oldest
        for (let i = 0; i < length; i++) newest = redo(newest)
        expect(redoLabel(newest)).toBeNull()
        expect(newest.past.length).toBe(length)
      }),
    )
  })

  it('redo takes back undo exactly', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const history = play(moves)
        if (history.past.length > 0) expect(redo(undo(history))).toEqual(history)
      }),
    )
  })

  it('a new step gives up what was undone', () => {
    const history = record(undo(record(record(beginHistory(1), 'Two', 2), 'Three', 3)), 'Four', 4)
    expect([redoLabel(history), undoLabel(history), history.present]).toEqual([null, 'Four', 4])
    expect(undo(history).present).toBe(2)
  })

  it('a step that changes nothing is no step', () => {
    const history = record(beginHistory(1), 'Two', 2)
    expect(record(history, 'Two again', 2)).toBe(history)
  })

  it('amended changes are undone as one', () => {
    const history = amend(record(beginHistory(1), 'Two', 2), 3)
    expect(history.present).toBe(3)
    expect(undo(history).present).toBe(1)
  })

  it('mapping keeps labels and order', () => {
    const history = undo(record(record(beginHistory(1), 'Two', 2), 'Three', 3))
    const mapped = mapHistory(history, (value) => value * 10)
    expect([mapped.past[0].value, mapped.present, mapped.future[0].value]).toEqual([10, 20, 30])
    expect([undoLabel(mapped), redoLabel(mapped)]).toEqual(['Two', 'Three'])
  })
})
