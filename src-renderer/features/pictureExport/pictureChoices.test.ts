import { describe, expect, it } from 'vitest'
import type { Decomposed } from '@core/contract/engine'
import type { DecompositionId } from '@core/contract/ids'
import type { Project } from '@core/project/project'
import {
  allowedKind,
  costAxisOptions,
  extentOptions,
  firstChoices,
  kindOptions,
  masksOf,
  wishOf,
  type PictureFacts,
} from './pictureChoices'

const project = {
  analysis: { smoothness: 10 },
  components: [{ name: 'Hum' }, { name: 'Voice' }],
  sources: [{ id: 'a b', name: 'Singer' }],
  noise: { components: [0], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
} as unknown as Project
const decomposed = {
  project,
  costSeconds: [[0, 1]],
  decomposition: 'd1' as DecompositionId,
} as unknown as Decomposed
const opened: PictureFacts = {
  decomposed: null,
  curves: null,
  variants: null,
  seen: null,
  loop: null,
  duration: 180,
}
const analysed: PictureFacts = {
  ...opened,
  decomposed,
  seen: { start: 10, end: 20 },
  loop: { start: 30, end: 40 },
}
const compared: PictureFacts = {
  ...analysed,
  curves: [{ algorithm: 'mm', costs: [2, 1], seconds: [0, 1] }],
  variants: [decomposed],
}

describe('the pictures of a recording', () => {
  it('are, before the analysis, its spectrogram alone', () => {
    expect(available(opened)).toEqual(['spectrogram'])
    expect(allowedKind(opened, 'masks')).toBe('spectrogram')
  })

  it('are all others after it, and comparisons once they were made', () => {
    expect(available(analysed)).toEqual(['spectrogram', 'masks', 'activations', 'dictionary', 'convergence'])
    expect(available(compared).slice(5)).toEqual(['algorithms', 'smoothness'])
  })

  function available(facts: PictureFacts): string[] {
    return kindOptions(facts).flatMap(({ value, problem }) => (problem === null ? [value] : []))
  }
})

describe('the wish', () => {
  it('has what its kind of picture needs', () => {
    expect(wishOf({ ...firstChoices, of: 'component 1', extent: 'seen' }, analysed)).toEqual({
      what: 'spectrogram',
      of: { kind: 'component', component: 1 },
      levels: { floor: -90, ceiling: 0 },
      colourMap: 'cividis',
      range: { start: 10, end: 20 },
      frequencies: 'log',
    })
    expect(wishOf({ ...firstChoices, what: 'masks', masksOf: 'sources', extent: 'loop' }, analysed)).toEqual({
      what: 'masks',
      of: 'sources',
      range: { start: 30, end: 40 },
      frequencies: 'log',
    })
    expect(wishOf({ ...firstChoices, what: 'dictionary' }, analysed)).toEqual({ what: 'dictionary' })
    expect(wishOf({ ...firstChoices, what: 'activations', gains: 'linear' }, analysed)).toEqual({
      what: 'activations',
      gains: 'linear',
      range: null,
    })
  })

  it('carries the results of comparisons', () => {
    expect(wishOf({ ...firstChoices, what: 'algorithms', against: 'seconds' }, compared)).toEqual({
      what: 'algorithms',
      against: 'seconds',
      curves: compared.curves,
    })
    expect(wishOf({ ...firstChoices, what: 'smoothness', component: 1 }, compared)).toEqual({
      what: 'smoothness',
      component: 1,
      gains: 'decibels',
      variants: [{ smoothness: 10, decomposition: 'd1' }],
      range: null,
    })
  })

  it('is of iterations where nobody measured seconds', () => {
    const reopened = { ...analysed, decomposed: { project, costSeconds: null } }
    const choices = { ...firstChoices, what: 'convergence', against: 'seconds' } as const
    expect(wishOf(choices, analysed)).toEqual({ what: 'convergence', against: 'seconds', seconds: [[0, 1]] })
    expect(wishOf(choices, reopened)).toEqual({ what: 'convergence', against: 'iteration', seconds: null })
    expect(costAxisOptions(reopened, 'convergence').map(({ value }) => value)).toEqual(['iteration'])
  })

  it('is the whole recording where the loop or the view is gone', () => {
    const wish = wishOf({ ...firstChoices, what: 'masks', extent: 'loop' }, { ...analysed, loop: null })
    expect(wish).toMatchObject({ range: null })
    expect(extentOptions(opened).map(({ value }) => value)).toEqual(['whole'])
  })

  it('has masks of components where there are no sources', () => {
    const bare = { ...analysed, decomposed: { project: { ...project, sources: [] }, costSeconds: null } }
    expect(masksOf({ masksOf: 'sources' }, bare)).toBe('components')
  })
})
