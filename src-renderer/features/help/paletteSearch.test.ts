import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandIds, commands, type CommandId } from '@core/contract/commands'
import { findCommands } from './paletteSearch'

const all = (): boolean => true
const first = (query: string): CommandId | undefined => findCommands(query, all)[0]

describe('the palette', () => {
  it('offers every command that is not for keys alone', () => {
    const expected = commandIds.filter((id) => !commands[id].isKeyOnly && id !== 'command-palette')
    expect(findCommands('', all)).toEqual(expected)
  })

  it('finds every command first by its whole label', () => {
    for (const id of findCommands('', all)) expect(first(commands[id].label)).toBe(id)
  })

  it('finds by beginnings of words in any order', () => {
    expect(first('exp')).toBe('export')
    expect(first('theme dark')).toBe('theme-dark')
    expect(first('dark th')).toBe('theme-dark')
    expect(first('SAVE AS')).toBe('save-as')
  })

  it('finds by words that people say for it', () => {
    expect(first('shortcuts')).toBe('key-sheet')
    expect(first('decompose')).toBe('analyse')
    expect(first('a/b')).toBe('compare-original')
    expect(first('center')).toBe('centre-sources')
  })

  it('finds by letters in order when nothing better fits', () => {
    expect(first('sprsrc')).toBe('spread-sources')
  })

  it('finds nothing for what no command is called', () => {
    expect(findCommands('qzx', all)).toEqual([])
    expect(findCommands('export qzx', all)).toEqual([])
  })

  it('shows what can be done now before what cannot and fits as well, and loses neither', () => {
    fc.assert(
      fc.property(fc.subarray([...commandIds]), (enabled) => {
        const isEnabled = (id: CommandId): boolean => enabled.includes(id)
        for (const query of ['s', 'co', 'so'])
          expect(findCommands(query, isEnabled).toSorted()).toEqual(findCommands(query, all).toSorted())
        const states = findCommands('', isEnabled).map(isEnabled)
        expect(states).toEqual(states.toSorted((a, b) => Number(b) - Number(a)))
      }),
    )
  })

  it('shows what is called so before what people only also say, whether it can be done now or not', () => {
    const found = findCommands('solo', (id) => id === 'listen-to-component')
    expect(found.slice(0, 3)).toEqual(['solo-source', 'solo-only', 'listen-to-component'])
  })
})
