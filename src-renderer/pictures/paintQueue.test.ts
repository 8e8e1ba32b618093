import { expect, it } from 'vitest'
import { createPaintQueue } from './paintQueue'

/** Each painting takes `cost` milliseconds. */
function setUp(cost: number) {
  let time = 0
  let frame: (() => void) | null = null
  const done: string[] = []
  const queue = createPaintQueue({ now: () => time, nextFrame: (callback) => (frame = callback) })
  return {
    queue,
    done,
    paint: (name: string) => () => {
      time += cost
      done.push(name)
    },
    /** True if there was something to do. */
    nextFrame: (): boolean => {
      const work = frame
      frame = null
      work?.()
      return work !== null
    },
  }
}

it('paints as much in a frame as there is time for, in the order of asking, and all in the end', () => {
  const { queue, done, paint, nextFrame } = setUp(2)
  for (const name of 'abcdef') queue.add(name, paint(name))
  expect(done).toEqual([])
  nextFrame()
  expect(done).toEqual(['a', 'b', 'c'])
  nextFrame()
  expect(done.join('')).toBe('abcdef')
  expect(nextFrame()).toBe(false)
})

it('paints one each frame, however long that takes', () => {
  const { queue, done, paint, nextFrame } = setUp(50)
  for (const name of 'ab') queue.add(name, paint(name))
  nextFrame()
  expect(done).toEqual(['a'])
})

it('paints what is asked for again once, as it was asked for last', () => {
  const { queue, done, paint, nextFrame } = setUp(1)
  queue.add('a', paint('old'))
  queue.add('b', paint('b'))
  queue.add('a', paint('new'))
  nextFrame()
  expect(done).toEqual(['new', 'b'])
})

it('does not paint what was dropped', () => {
  const { queue, done, paint, nextFrame } = setUp(1)
  queue.add('a', paint('a'))
  queue.drop('a')
  nextFrame()
  expect(done).toEqual([])
})
