import { describe, expect, it } from 'vitest'
import type { Migration } from './migrations'
import { migrate, migrations } from './migrations'
import { projectVersion } from './project'

/** Three invented steps; each leaves a trace, so that a missing, doubled or misplaced one shows. */
const chain: readonly Migration[] = ['first', 'second', 'third'].map((name) => (manifest) => ({
  ...manifest,
  trace: [...(manifest.trace as string[]), name],
}))

function at(version: unknown): Record<string, unknown> {
  return { format: 'shellac-project', version, trace: [] }
}

describe('migrate', () => {
  it.each([
    [1, ['first', 'second', 'third']],
    [2, ['second', 'third']],
    [3, ['third']],
    [4, []],
  ])('from version %i runs exactly the steps that follow, in order', (version, trace) => {
    expect(migrate(at(version), chain)).toEqual({ format: 'shellac-project', version: 4, trace })
  })

  it('refuses a version after the newest with both numbers', () => {
    expect(() => migrate(at(5), chain)).toThrow(
      expect.objectContaining({ code: 'project-too-new', details: { version: 5, newest: 4 } }) as Error,
    )
  })

  it.each([0, -1, 1.5, '1', null, undefined, 2 ** 60])('refuses the version %s as damage', (version) => {
    expect(() => migrate(at(version), chain)).toThrow(
      expect.objectContaining({ code: 'damaged-project' }) as Error,
    )
  })

  it('leaves the parsed JSON as it was', () => {
    const json = at(1)
    migrate(json, chain)
    expect(json).toEqual(at(1))
  })

  it('has a step for every version before the present one', () => {
    expect(migrate(at(projectVersion))).toEqual(at(projectVersion))
    expect(migrations).toHaveLength(projectVersion - 1)
  })

  it('from version 1 says that nothing was done that version 1 could not do', () => {
    const analysis = { hop: 4, seed: 7 }
    expect(migrate({ ...at(1), analysis, decomposition: { cost: 1 } })).toMatchObject({
      analysis: { hop: 4, seed: 7, declick: null, learned: [] },
      decomposition: { cost: 1, agreement: null, refinements: [] },
    })
  })

  it('leaves a field that is no object to the schema', () => {
    expect(migrate({ ...at(1), analysis: 'none' })).toMatchObject({ analysis: 'none' })
  })

  it('from version 1 lets no noise in with a source, smooths nothing and has no strokes', () => {
    const old = { ...at(1), sources: [{ id: 'a', gain: -3 }, 7], noise: { components: [2], amount: 25 } }
    expect(migrate(old)).toMatchObject({
      sources: [{ id: 'a', gain: -3, noise: '-inf' }, 7],
      noise: { components: [2], amount: 25, smoothing: { milliseconds: 0, hertz: 0 } },
      strokes: [],
    })
  })
})
