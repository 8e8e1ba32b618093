import { expect, it } from 'vitest'
import { RecentStore } from './recentStore'

it('gives up what was used longest ago', () => {
  const store = new RecentStore<string>(6, (text) => text.length)
  store.put('a', 'aaa')
  store.put('b', 'bbb')
  expect(store.get('a')).toBe('aaa')
  store.put('c', 'ccc')
  expect([store.get('a'), store.get('b'), store.get('c')]).toEqual(['aaa', undefined, 'ccc'])
})

it('counts a value once, however often it is put', () => {
  const store = new RecentStore<string>(6, (text) => text.length)
  for (let i = 0; i < 5; i++) store.put('a', 'aaa')
  store.put('b', 'bbb')
  expect(store.get('a')).toBe('aaa')
})

it('holds one that is larger than its room until the next comes', () => {
  const store = new RecentStore<string>(2, (text) => text.length)
  store.put('a', 'aaa')
  expect(store.get('a')).toBe('aaa')
  store.put('b', 'b')
  expect([store.get('a'), store.get('b')]).toEqual([undefined, 'b'])
})
