import { describe, expect, it } from 'vitest'
import { chooseDropped } from './dropChoice'

const file = (name: string) => ({ name, isFolder: false })
const folder = (name: string) => ({ name, isFolder: true })

describe('chooseDropped', () => {
  it('takes the only file', () => {
    expect(chooseDropped([file('a.wav')])).toEqual({ kind: 'take', index: 0, leftOut: 0 })
  })

  it('takes the first file and counts what is left out', () => {
    expect(chooseDropped([file('a.wav'), file('b.wav'), file('c.wav')])).toEqual({
      kind: 'take',
      index: 0,
      leftOut: 2,
    })
    expect(chooseDropped([folder('takes'), file('b.wav')])).toEqual({ kind: 'take', index: 1, leftOut: 1 })
  })

  it('refuses a folder by its name', () => {
    expect(chooseDropped([folder('takes')])).toMatchObject({ kind: 'refuse', title: 'takes is a folder' })
  })

  it('refuses a drop without any file', () => {
    expect(chooseDropped([])).toMatchObject({ kind: 'refuse' })
  })
})
