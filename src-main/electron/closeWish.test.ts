import { beforeEach, describe, expect, it } from 'vitest'
import { closePatience, createCloseWish, type CloseWish } from './closeWish'

let told: string[] = []
let canAsk = true
let timer: (() => void) | undefined
let person: (close: boolean) => void = () => undefined
let closing: CloseWish

beforeEach(() => {
  told = []
  canAsk = true
  timer = undefined
  closing = createCloseWish({
    canAsk: () => canAsk,
    ask: () => told.push('ask'),
    askPerson() {
      told.push('ask person')
      return new Promise((resolve) => {
        person = resolve
      })
    },
    close: () => told.push('close'),
    stay: () => told.push('stay'),
    later(milliseconds, callback) {
      expect(milliseconds).toBe(closePatience)
      timer = callback
      return () => {
        timer = undefined
      }
    },
  })
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a window that is to be closed', () => {
  it('asks its page and closes when it agrees', () => {
    expect(closing.wish()).toBe(false)
    closing.answer('close')
    expect(told).toEqual(['ask', 'close'])
    expect(closing.wish()).toBe(true)
  })

  it('stays when the page says so, and asks again the next time', () => {
    closing.wish()
    closing.answer('stay')
    closing.wish()
    expect(told).toEqual(['ask', 'stay', 'ask'])
  })

  it('asks once, however often the person closes', () => {
    closing.wish()
    closing.wish()
    expect(told).toEqual(['ask'])
  })

  it('asks the person when the page does not answer', async () => {
    closing.wish()
    timer?.()
    expect(closing.wish()).toBe(false)
    person(true)
    await turn()
    expect(told).toEqual(['ask', 'ask person', 'close'])
  })

  it('does not hear a page that answers after the person was asked', async () => {
    closing.wish()
    timer?.()
    closing.answer('close')
    expect(told).toEqual(['ask', 'ask person'])
    person(false)
    await turn()
    expect(told.at(-1)).toBe('stay')
  })

  it('asks the person at once when there is no page to ask', () => {
    canAsk = false
    closing.wish()
    expect(told).toEqual(['ask person'])
  })

  it('waits for the person as long as the page asks them', () => {
    closing.wish()
    closing.answer('asking')
    expect(timer).toBeUndefined()
    closing.answer('stay')
    closing.wish()
    closing.answer('asking')
    closing.answer('close')
    expect(told).toEqual(['ask', 'stay', 'ask', 'close'])
  })

  it('asks a page anew that was asking the person and may have stopped answering', async () => {
    closing.wish()
    closing.answer('asking')
    closing.wish()
    timer?.()
    person(true)
    await turn()
    expect(told).toEqual(['ask', 'ask', 'ask person', 'close'])
  })

  it('asks the person when the page has crashed while it asked', () => {
    closing.wish()
    closing.answer('asking')
    canAsk = false
    closing.wish()
    expect(told).toEqual(['ask', 'ask person'])
  })

  it('does not wait any more once the page has answered', () => {
    closing.wish()
    closing.answer('stay')
    expect(timer).toBeUndefined()
  })

  it('does not close by an answer to nothing', () => {
    closing.answer('close')
    expect(told).toEqual([])
  })
})
