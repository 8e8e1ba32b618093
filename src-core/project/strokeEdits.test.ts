import { describe, expect, it } from 'vitest'
import { createSource, removeSource } from './edits'
import type { Project } from './project'
import { sampleProject } from './sampleProject.testSupport'
import { parseManifest, toManifest } from './schema'
import type { Stroke } from './stroke'
import { addStroke, removeAllStrokes, removeStroke } from './strokeEdits'

const project = sampleProject()
const [voice] = project.sources
const toVoice: Stroke = {
  to: { kind: 'source', id: voice.id },
  from: { kind: 'noise' },
  strength: 80,
  shape: { kind: 'path', points: [{ seconds: 0.5, hertz: 440 }], seconds: 0.1, octaves: 0.25 },
}
const toNoise: Stroke = {
  to: { kind: 'noise' },
  from: null,
  strength: 100,
  shape: { kind: 'box', start: 0, end: 1, low: 100, high: 200 },
}
const edited = (...edits: readonly ((project: Project) => Project)[]): Project =>
  edits.reduce((before, edit) => edit(before), project)

it('strokes lie over each other in the order of painting, and come back from a file', () => {
  const painted = edited(addStroke(toVoice), addStroke(toNoise))
  expect(painted.strokes).toEqual([toVoice, toNoise])
  expect(parseManifest(JSON.parse(JSON.stringify(toManifest(painted, {}))))).toEqual(painted)
})

it('one is taken away by its number, or all are', () => {
  const painted = edited(addStroke(toVoice), addStroke(toNoise))
  expect(removeStroke(0)(painted).strokes).toEqual([toNoise])
  expect(removeAllStrokes()(painted).strokes).toEqual([])
  expect(removeAllStrokes()(project)).toBe(project)
  expect(() => removeStroke(2)(painted)).toThrow('There is no stroke 3; there are 2.')
})

it('with a source its strokes go, as giver and as taker, and no others', () => {
  const band = createSource('Band', [1])
  const painted = edited(band, addStroke(toVoice), addStroke(toNoise), (it) =>
    addStroke({ ...toNoise, from: { kind: 'source', id: it.sources[1].id } })(it),
  )
  expect(removeSource(voice.id)(painted).strokes).toHaveLength(2)
  expect(removeSource(painted.sources[1].id)(painted).strokes).toEqual([toVoice, toNoise])
})

describe('refused is a stroke', () => {
  it.each<readonly [string, Partial<Stroke>, RegExp]>([
    [
      'of a source that is not there',
      { to: { kind: 'source', id: 'nobody' } },
      /no source with the id "nobody"/,
    ],
    ['from where it goes to', { from: { kind: 'source', id: voice.id } }, /from the same group/],
    ['stronger than all', { strength: 101 }, /strength/],
    ['without a point', { shape: { kind: 'path', points: [], seconds: 1, octaves: 1 } }, /points/],
    ['that ends before it starts', { shape: { kind: 'box', start: 2, end: 1, low: 1, high: 2 } }, /start/],
    ['at no frequency', { shape: { kind: 'box', start: 0, end: 1, low: NaN, high: 2 } }, /low/],
  ])('%s', (_, change, reason) => {
    expect(() => addStroke({ ...toVoice, ...change })(project)).toThrow(reason)
  })

  it('of a source that a file does not have', () => {
    const manifest = toManifest(
      { ...project, strokes: [{ ...toVoice, to: { kind: 'source', id: 'x' } }] },
      {},
    )
    expect(() => parseManifest(JSON.parse(JSON.stringify(manifest)))).toThrow(/strokes must name sources/)
  })
})
