import { describe, expect, it } from 'vitest'
import { forgedMessages, ownFrame, ownWindow } from '../scorecard/attacks/forgedMessages'
import { refuseSender } from './senderCheck'

const live = new Set([ownWindow])

describe('a message from a window', () => {
  it.each(['app://shellac/', 'app://shellac/?x=1', 'app://shellac/#part'])(
    'is heard from the top frame at %s',
    (url) => expect(refuseSender({ sender: ownWindow, senderFrame: ownFrame({ url }) }, live)).toBeNull(),
  )

  it('is tried in at least 12 forged forms', () =>
    expect(Object.keys(forgedMessages).length).toBeGreaterThanOrEqual(12))

  it.each(Object.entries(forgedMessages))('is refused from %s', (_, event) => {
    expect(refuseSender(event, live)).toEqual(expect.any(String))
  })
})
