import { describe, expect, it } from 'vitest'
import type { Edit } from '@core/project/edits'
import type { Project, Source } from '@core/project/project'
import { switchSolo } from './soloing'

/** Sources 'a', 'b', 'c', soloed where the letter is upper case. */
function open(letters: string) {
  const sources = [...letters].map((letter) => ({
    id: letter.toLowerCase(),
    name: letter.toLowerCase(),
    solo: letter !== letter.toLowerCase(),
  })) as Source[]
  const work = {
    project: { sources } as unknown as Project,
    labels: [] as string[],
    edit(label: string, edit: Edit) {
      work.labels.push(label)
      work.project = edit(work.project)
    },
  }
  const press = (id: string, isOnly: boolean): string => {
    switchSolo(work, work.project.sources.find((source) => source.id === id) as Source, isOnly)
    return work.project.sources.map((source) => (source.solo ? source.id.toUpperCase() : source.id)).join('')
  }
  return { press, work }
}

describe('solo', () => {
  it('is added to that of others and taken away again', () => {
    const { press, work } = open('aBc')
    expect(press('a', false)).toBe('ABc')
    expect(press('b', false)).toBe('Abc')
    expect(work.labels).toEqual(['Solo a', 'End solo of b'])
  })

  it('of one only ends that of all others', () => {
    const { press, work } = open('ABc')
    expect(press('c', true)).toBe('abC')
    expect(press('c', true)).toBe('abc')
    expect(press('c', true)).toBe('abC')
    expect(work.labels).toEqual(['Solo only c', 'End solo of c', 'Solo c'])
  })

  it('of one only keeps one that is soloed among others', () => {
    expect(open('ABC').press('b', true)).toBe('aBc')
  })
})
