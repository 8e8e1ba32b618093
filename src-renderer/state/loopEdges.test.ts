import { describe, expect, it } from 'vitest'
import { Loop } from './loop.svelte'
import { regionBetween, withEdge } from './loopEdges'

describe('an edge at the playhead', () => {
  it('leaves the other edge where it is', () => {
    const region = { start: 2, end: 5 }
    expect(withEdge(region, { edge: 'start', at: 3, duration: 10 })).toEqual({ start: 3, end: 5 })
    expect(withEdge(region, { edge: 'end', at: 8, duration: 10 })).toEqual({ start: 2, end: 8 })
  })

  it('beyond the other edge, or without one, has that of the recording', () => {
    const region = { start: 2, end: 5 }
    expect(withEdge(region, { edge: 'start', at: 7, duration: 10 })).toEqual({ start: 7, end: 10 })
    expect(withEdge(region, { edge: 'end', at: 1, duration: 10 })).toEqual({ start: 0, end: 1 })
    expect(withEdge(null, { edge: 'start', at: 4, duration: 10 })).toEqual({ start: 4, end: 10 })
  })

  it('makes no region of nothing', () => {
    expect(withEdge(null, { edge: 'end', at: 0, duration: 10 })).toBeNull()
    expect(withEdge(null, { edge: 'start', at: 10, duration: 10 })).toBeNull()
    expect(regionBetween(3, 3.01)).toBeNull()
    expect(regionBetween(4, 3)).toEqual({ start: 3, end: 4 })
  })
})

describe('the loop', () => {
  const open = (position: number) => {
    const place = { position, duration: 10, seek: (seconds: number) => void (place.position = seconds) }
    return { place, loop: new Loop(place) }
  }

  it('without a region repeats everything, and is switched on and off', () => {
    const { loop } = open(1)
    expect(loop.played).toBeNull()
    loop.toggle()
    expect(loop.played).toEqual({ start: 0, end: 10 })
    loop.toggle()
    expect(loop.played).toBeNull()
  })

  it('is entered from behind its end, and left alone from before it', () => {
    const behind = open(6)
    behind.loop.set({ start: 2, end: 5 })
    expect(behind.place.position).toBe(2)
    const before = open(1)
    before.loop.set({ start: 2, end: 5 })
    expect(before.place.position).toBe(1)
  })

  it('keeps its region while it is off, and forgets it when cleared', () => {
    const { loop } = open(0)
    loop.set({ start: 2, end: 5 })
    loop.toggle()
    expect([loop.played, loop.region]).toEqual([null, { start: 2, end: 5 }])
    loop.toggle()
    expect(loop.played).toEqual({ start: 2, end: 5 })
    loop.clear()
    expect([loop.isOn, loop.region]).toEqual([false, null])
  })
})
