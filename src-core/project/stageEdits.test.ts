import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import { createSource, setGain, setPan } from './edits'
import type { Project } from './project'
import { sampleProject } from './sampleProject.testSupport'
import { layoutOf, placeBand, placeSource, setWidth, sourcesByPitch, widthOf } from './stageEdits'

/** Sources 'source-1' .. of no components, except that the first has component 0. */
function projectOf(pans: readonly number[]): Project {
  const named = pans
    .slice(1)
    .reduce((edited, _, index) => createSource(`Source ${index + 2}`, [])(edited), sampleProject())
  return pans.reduce((edited, pan, index) => setPan(named.sources[index].id, pan)(edited), named)
}

const pansOf = (project: Project): number[] => project.sources.map((source) => source.pan)
const idsOf = (project: Project): string[] => project.sources.map((source) => source.id)
const anyPans = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 6 })

describe('placing a source', () => {
  it('sets its pan and its gain and nothing else', () => {
    const project = projectOf([10, 20])
    const placed = placeSource('source-1', { pan: -40, gain: -Infinity })(project)
    expect(placed.sources).toEqual([{ ...project.sources[0], pan: -40, gain: -Infinity }, project.sources[1]])
  })

  it('is refused outside the ranges of the document', () => {
    const place = (pan: number, gain: number) => () => placeSource('source-1', { pan, gain })(projectOf([0]))
    expect(place(101, 0)).toThrow(ShellacError)
    expect(place(0, 25)).toThrow(ShellacError)
  })
})

describe('a small band on a stage', () => {
  it('has the lowest in the centre and each higher one further out, alternately right and left, up to 45', () => {
    const project = projectOf([0, 0, 0, 0])
    expect(pansOf(placeBand(idsOf(project))(project))).toEqual([0, 15, -30, 45])
  })

  it('is never wider than 45 and keeps levels', () => {
    fc.assert(
      fc.property(anyPans, (pans) => {
        const project = setGain('source-1', -7)(projectOf(pans))
        const placed = placeBand(idsOf(project).toReversed())(project)
        expect(Math.max(...pansOf(placed).map(Math.abs))).toBeLessThanOrEqual(45)
        expect(placed.sources[0].gain).toBe(-7)
      }),
    )
  })

  it('leaves a single source in the centre and those that are not named where they are', () => {
    expect(pansOf(placeBand(['source-1'])(projectOf([70, 80])))).toEqual([0, 80])
  })
})

describe('the order by pitch', () => {
  const facts = [
    { centroidHz: 3000, energyShare: 0.1 },
    { centroidHz: 500, energyShare: 0.5 },
    { centroidHz: 100, energyShare: 0.4 },
  ]

  it('rises, by the mean of the components weighted by energy', () => {
    const project = createSource('Bass', [1, 2])(createSource('Voice 2', [0])(sampleProject()))
    const [empty, voice, bass] = idsOf(project)
    expect(sourcesByPitch(project.sources, facts)).toEqual([bass, voice])
    expect(sourcesByPitch(project.sources, facts)).not.toContain(empty)
    const quietBass = facts.map((it, k) => (k === 2 ? { ...it, centroidHz: 20_000, energyShare: 0.4 } : it))
    expect(sourcesByPitch(project.sources, quietBass)).toEqual([voice, bass])
  })

  it('has a place for a component of silence', () => {
    const silent = facts.map((it) => ({ ...it, energyShare: 0 }))
    const project = createSource('Bass', [2])(sampleProject())
    expect(sourcesByPitch(project.sources, silent)).toEqual(['source-2', 'source-1'])
  })
})

describe('width', () => {
  it('scales all pans around the centre', () => {
    const project = projectOf([-60, 0, 45])
    expect(pansOf(setWidth(layoutOf(project), 50)(project))).toEqual([-30, 0, 22.5])
    expect(pansOf(setWidth(layoutOf(project), 0)(project))).toEqual([0, 0, 0])
  })

  it('is of the layout, not of where the sources are now: 100 % brings it back exactly', () => {
    fc.assert(
      fc.property(anyPans, fc.integer({ min: 0, max: 100 }), (pans, width) => {
        const project = projectOf(pans)
        const layout = layoutOf(project)
        const narrow = setWidth(layout, width)(project)
        expect(setWidth(layout, 100)(narrow)).toEqual(project)
      }),
    )
  })

  it('is read back from the pans it made', () => {
    fc.assert(
      fc.property(anyPans, fc.integer({ min: 0, max: 100 }), (pans, width) => {
        const project = projectOf([80, ...pans])
        expect(widthOf(layoutOf(project), setWidth(layoutOf(project), width)(project))).toBe(width)
      }),
    )
  })

  it('is 0 in the centre also when the widest source is on the left', () => {
    const project = projectOf([-81, 80])
    expect(widthOf(layoutOf(project), setWidth(layoutOf(project), 0)(project))).toBe(0)
  })

  it('is none when a source was moved, made or removed since', () => {
    const project = projectOf([-60, 0, 45])
    const layout = layoutOf(project)
    expect(widthOf(layout, setPan('source-1', 12)(project))).toBeNull()
    expect(widthOf(layout, createSource('New', [])(project))).toBeNull()
    expect(widthOf(layout, { ...project, sources: project.sources.slice(1) })).toBeNull()
  })

  it('is none when the picture was turned around or widened', () => {
    const layout = layoutOf(projectOf([-40, 40]))
    expect(widthOf(layout, projectOf([40, -40]))).toBeNull()
    expect(widthOf(layout, projectOf([-80, 80]))).toBeNull()
  })

  it('of a picture that is all in the centre is 100 %, and none when one left it', () => {
    const project = projectOf([0, 0])
    expect(widthOf(layoutOf(project), project)).toBe(100)
    expect(widthOf(layoutOf(project), setPan('source-1', 1)(project))).toBeNull()
  })

  it('is refused outside 0..100', () => {
    for (const width of [-1, 101, NaN]) expect(() => setWidth(new Map(), width)).toThrow(ShellacError)
  })
})
