import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createProject, type Project, type Source } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { mixWeights } from '@core/separation/mixdown'
import { panLaws } from '@core/separation/panLaw'
import { programOf, type Program } from './program'

const componentCount = 6

function source(parts: Partial<Source>): Source {
  const plain = {
    name: 'Band',
    colour: '#e69f00',
    components: [],
    pan: 0,
    gain: 0,
    noise: -Infinity,
    mute: false,
    solo: false,
  }
  return { id: 'a', ...plain, ...parts }
}

function projectWith(parts: Partial<Pick<Project, 'sources' | 'noise' | 'mix'>>): Project {
  const { analysis, recording, decomposition } = sampleProject()
  const empty = createProject({ analysis: { ...analysis, componentCount }, recording, decomposition })
  return { ...empty, ...parts }
}

const anySource = fc.record({
  pan: fc.integer({ min: -100, max: 100 }),
  gain: fc.oneof(fc.constant(-Infinity), fc.integer({ min: -60, max: 12 })),
  noise: fc.oneof(fc.constant(-Infinity), fc.integer({ min: -60, max: 0 })),
  mute: fc.boolean(),
  solo: fc.boolean(),
})

/** Each component is put somewhere: 0 and 1 are sources, 2 the noise, 3 nowhere. */
const anyProject = fc
  .record({
    settings: fc.tuple(anySource, anySource),
    places: fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: componentCount,
      maxLength: componentCount,
    }),
    amount: fc.integer({ min: 0, max: 100 }),
    panLaw: fc.constantFrom(...panLaws),
  })
  .map(({ settings, places, amount, panLaw }) => {
    const at = (place: number): number[] =>
      places.flatMap((it, component) => (it === place ? [component] : []))
    return projectWith({
      sources: settings.map((it, index) => source({ ...it, id: `${index}`, components: at(index) })),
      noise: { components: at(2), amount, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
      mix: { panLaw },
    })
  })

function sumOf(program: Program, side: 'left' | 'right'): number[] {
  const sum = new Array<number>(componentCount).fill(0)
  for (const voice of program) {
    if (voice.weights === 'recording') throw new Error('The recording is no part of a mix.')
    voice.weights.forEach((weight, component) => (sum[component] += weight * voice[side]))
  }
  return sum
}

describe('the program', () => {
  it('of the mix adds up to the mix of the exporter', () => {
    fc.assert(
      fc.property(anyProject, (project) => {
        const [left, right] = mixWeights({ ...project, panLaw: project.mix.panLaw })
        const program = programOf(project, { kind: 'mix' })
        sumOf(program, 'left').forEach((gain, component) => expect(gain).toBeCloseTo(left[component], 12))
        sumOf(program, 'right').forEach((gain, component) => expect(gain).toBeCloseTo(right[component], 12))
      }),
    )
  })

  it('keeps its voices when pan, level, mute, solo and noise amount change', () => {
    const before = projectWith({
      sources: [source({ components: [0, 1] }), source({ id: 'b', components: [2] })],
      noise: { components: [3], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    })
    const after = projectWith({
      sources: [
        source({ components: [0, 1], pan: -80, gain: -6, mute: true }),
        source({ id: 'b', components: [2], solo: true }),
      ],
      noise: { components: [3], amount: 40, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    })
    const ids = (project: Project): string[] => programOf(project, { kind: 'mix' }).map(({ id }) => id)
    expect(ids(after)).toEqual(ids(before))
    expect(ids(before)).toHaveLength(4)
  })

  it('gives only the voices that lost or won a component another id', () => {
    const [first, second] = [[0, 1], [0]].map((components) =>
      programOf(projectWith({ sources: [source({ components }), source({ id: 'b', components: [2] })] }), {
        kind: 'mix',
      }).map(({ id }) => id),
    )
    expect(first.filter((id) => second.includes(id))).toEqual(['components 2'])
  })

  it('is the recording as it is, where there is nothing else', () => {
    const recording = [{ id: 'recording', weights: 'recording', left: 1, right: 1 }]
    expect(programOf(null, { kind: 'mix' })).toEqual(recording)
    expect(programOf(projectWith({}), { kind: 'original' })).toEqual(recording)
  })

  it('lets a source be heard alone at its place, muted or not', () => {
    const project = projectWith({
      sources: [source({ components: [1], pan: 100, mute: true }), source({ id: 'b', solo: true })],
    })
    const [voice, ...others] = programOf(project, { kind: 'source', id: 'a' })
    expect(others).toEqual([])
    expect(voice).toMatchObject({ weights: [0, 1, 0, 0, 0, 0], left: 0, right: 1 })
    expect(programOf(project, { kind: 'source', id: 'gone' })).toEqual([])
  })

  it('of a source has the noise that comes back in with it, at its place', () => {
    const project = projectWith({
      sources: [source({ components: [1], pan: 100, noise: -20 })],
      noise: { components: [3], amount: 50, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    })
    const [, noise] = programOf(project, { kind: 'source', id: 'a' })
    expect(noise).toMatchObject({ weights: [0, 0, 0, 1, 0, 0], left: 0 })
    expect(noise.right).toBeCloseTo(0.1, 12)
  })

  it('has other voices when masks are shaped otherwise, and the same when only gains change', () => {
    const noise = { components: [3], amount: 50, smoothing: { milliseconds: 1, hertz: 0 }, filter: true }
    const idsOf = (parts: Parameters<typeof projectWith>[0]): string[] =>
      programOf(projectWith(parts), { kind: 'mix' }).map(({ id }) => id)
    const smoothed = idsOf({ noise })
    expect(smoothed).not.toEqual(idsOf({ noise: { ...noise, smoothing: { milliseconds: 2, hertz: 0 } } }))
    expect(smoothed).toEqual(idsOf({ noise: { ...noise, amount: 0 } }))
    const [voice] = programOf(projectWith({ noise }), { kind: 'mix' })
    expect(voice.shaping?.smoothing).toEqual({ group: 1, frames: 11, bins: 0 })
  })

  it('of what is removed is the noise that is not let back in', () => {
    const project = projectWith({
      noise: { components: [2, 5], amount: 25, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
    })
    expect(programOf(project, { kind: 'removed' })).toEqual([
      { id: 'components 2,5', weights: [0, 0, 1, 0, 0, 1], left: 0.75, right: 0.75 },
    ])
  })

  it('leaves muted components out of the mix, but plays one that is asked for', () => {
    const project = projectWith({ sources: [source({ components: [0, 1] })] })
    const heard = sumOf(programOf(project, { kind: 'mix' }, new Set([1, 4])), 'left')
    expect(heard.map((gain) => gain > 0)).toEqual([true, false, true, true, false, true])
    expect(programOf(project, { kind: 'component', component: 4 }, new Set([4]))).toHaveLength(1)
  })
})
