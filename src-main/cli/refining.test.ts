/** Splitting, and keeping groups, on the command line. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createWorkspaces,
  quick,
  resultOf,
  unrefused,
  writeRecording,
  type Ended,
  type Workspace,
  type Workspaces,
} from './commandLine.testSupport'
import { join } from 'node:path'

let workspaces: Workspaces
let workspace: Workspace
const shellac = (...words: string[]): Promise<Ended> => workspace.shellac(...words)

beforeAll(async () => {
  workspaces = await createWorkspaces()
})
afterAll(() => workspaces.remove())
beforeEach(async () => {
  workspace = await workspaces.fresh()
})

describe('split', () => {
  it('puts pieces in the place of a component, in its source, and keeps the numbers of all others', async () => {
    await shellac('group', 'side.shellac', '--source', 'Flute=2', '--noise', '3')
    const split = resultOf(
      await shellac('split', 'side.shellac', '--components', '2', '--into', '3', '--json'),
    )
    expect(split).toMatchObject({
      components: 5,
      replaced: [2],
      pieces: [
        { number: 2, name: 'Component 2 a' },
        { number: 4, name: 'Component 2 b' },
        { number: 5, name: 'Component 2 c' },
      ],
    })
    expect(resultOf(await shellac('group', 'side.shellac', '--json'))).toMatchObject({
      sources: [{ name: 'Flute', components: [2, 4, 5] }],
      noise: [3],
      ungrouped: [1],
    })
  })

  it('takes a whole source together, and pieces still add up to the recording', async () => {
    await shellac('group', 'side.shellac', '--source', 'Reeds=1,3')
    const words = ['split', 'side.shellac', '--source', 'Reeds', '--into', '4', '-o', 'more.shellac']
    expect((await shellac(...words)).stdout).toContain('4 pieces: components 1 (Reeds a), 3 (Reeds b)')
    const parts = await shellac('export', 'more.shellac', '-o', 'parts', '--what', 'components', '--json')
    const { nullTestDecibels } = resultOf(parts) as { nullTestDecibels: number }
    expect(nullTestDecibels).toBeLessThan(-120)
  })

  it('merges several into one, and what was behind them moves up', async () => {
    await shellac('group', 'side.shellac', '--source', 'Reeds=1,2', '--noise', '3')
    const words = ['split', 'side.shellac', '--components', '1,2', '--into', '1', '--json']
    expect(resultOf(await shellac(...words))).toMatchObject({
      components: 2,
      pieces: [{ number: 1, name: 'Reeds' }],
    })
    expect(resultOf(await shellac('group', 'side.shellac', '--json'))).toMatchObject({
      sources: [{ name: 'Reeds', components: [1] }],
      noise: [2],
    })
  })

  it('refuses what cannot be split, and changes nothing', async () => {
    await shellac('group', 'side.shellac', '--source', 'Reeds=1')
    const refusals: [string[], string][] = [
      [['split', 'side.shellac'], 'Say --components'],
      [['split', 'side.shellac', '--components', '1', '--source', 'Reeds'], 'one of them'],
      [['split', 'side.shellac', '--components', ' '], '--components names no component'],
      [['split', 'side.shellac', '--components', '1-2'], 'in different places'],
      [['split', 'side.shellac', '--components', '9'], 'Component 9 does not exist'],
      [['split', 'side.shellac', '--components', '2', '--into', '1'], 'allowed is 2..20'],
      [['split', 'side.shellac', '--source', 'Nobody'], 'There is no source named "Nobody"'],
    ]
    expect(await unrefused(workspace, 10, refusals)).toEqual([])
  })
})

describe('decompose', () => {
  it('keeps the groups of another project of the recording where components clearly match', async () => {
    await shellac('group', 'side.shellac', '--source', 'Flute=2', '--pan', 'Flute=-30', '--noise', '3')
    const words = [
      'decompose',
      'side.wav',
      '-o',
      'again.shellac',
      '--keep-groups-of',
      'side.shellac',
      ...quick,
    ]
    const { keptGroups } = resultOf(await shellac(...words, '--json')) as { keptGroups: unknown }
    expect(keptGroups).toEqual({ foundAgain: 3, lost: [], added: [] })
    expect(resultOf(await shellac('group', 'again.shellac', '--json'))).toMatchObject({
      sources: [{ name: 'Flute', components: [2], pan: -30 }],
      noise: [3],
    })
    await writeRecording(join(workspace.folder, 'other.wav'), { seconds: 1.5 })
    const other = ['decompose', 'other.wav', '-o', 'x.shellac', '--keep-groups-of', 'side.shellac', ...quick]
    expect((await shellac(...other)).stderr).toContain('a project of another recording')
  })

  it('says how far the two best starts agree, and nothing of one start', async () => {
    const decompose = (...words: string[]) =>
      shellac('decompose', 'side.wav', '-o', 'x.shellac', '--force', '--components', '3', ...words)
    const several = await decompose('--iterations', '40', '--restarts', '4')
    expect(several.stdout).toMatch(
      /The two best starts agree on [0-3] of 3 components \(similarity [01]\.\d\d/,
    )
    expect(resultOf(await decompose('--json', '--iterations', '3'))).toMatchObject({
      agreement: null,
      unused: [],
    })
  })
})

describe('a smoothness from the recording', () => {
  it('is suggested with the figures of all candidates, and taken by decompose --smoothness auto', async () => {
    const few = ['--components', '3']
    const found = resultOf(await shellac('suggest-smoothness', 'side.wav', ...few, '--json')) as {
      smoothness: number
      scores: { smoothness: number; heldOut: number }[]
    }
    expect(found.scores.map(({ smoothness }) => smoothness)).toEqual([1, 3, 10, 30, 100])
    const best = found.scores.toSorted((a, b) => a.heldOut - b.heldOut)[0]
    expect(found.smoothness).toBe(best.smoothness)
    const words = [
      'decompose',
      'side.wav',
      '-o',
      'auto.shellac',
      ...few,
      '--iterations',
      '3',
      '--smoothness',
      'auto',
    ]
    expect(resultOf(await shellac(...words, '--json'))).toMatchObject({ smoothness: found.smoothness })
    const compare = ['convergence', 'side.wav', '-o', 'x.svg', '--smoothness', 'auto']
    expect(await unrefused(workspace, 10, [[compare, 'name a number here']])).toEqual([])
  })
})
