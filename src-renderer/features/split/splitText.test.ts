import { expect, it } from 'vitest'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { leastPieces, splitProblem, splitSubject } from './splitText'

const project = sampleProject()

it('names what is taken apart', () => {
  expect(splitSubject(project, [])).toBe('No component is chosen.')
  expect(splitSubject(project, [1])).toBe('Component 2 is taken apart once more.')
  expect(splitSubject(project, [0, 2])).toBe(
    'Component 1 and Component 3 are taken apart once more, together.',
  )
  expect(splitSubject(project, [0, 2], true)).toBe('Component 1 and Component 3 become one component.')
})

it('says why components of different places are not split together, and nothing where they can be', () => {
  expect(splitProblem(project, { components: [0, 2], into: 2 })).toContain('in different places')
  expect(splitProblem(project, { components: [1], into: leastPieces([1]) })).toBeNull()
})
