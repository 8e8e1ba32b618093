import type { Project } from '@core/project/project'
import { describe, expect, it } from 'vitest'
import { subjectOf, subjectOptions } from './pictureSubjects'

const project = {
  components: [{ name: 'Hum' }, { name: 'Voice' }],
  sources: [{ id: 'a b', name: 'Singer' }],
  noise: { components: [0], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
  analysis: { declick: null },
} as unknown as Project

describe('the subject of a picture', () => {
  it('is what its key says', () => {
    expect(subjectOptions(project).map(({ value }) => subjectOf(value, project))).toEqual([
      { kind: 'original' },
      { kind: 'remaster' },
      { kind: 'removed' },
      { kind: 'source', id: 'a b' },
      { kind: 'component', component: 0 },
      { kind: 'component', component: 1 },
    ])
  })

  it('is the original where what was chosen is gone', () => {
    expect(subjectOf('source x', project)).toEqual({ kind: 'original' })
    expect(subjectOf('remaster', null)).toEqual({ kind: 'original' })
  })
})
