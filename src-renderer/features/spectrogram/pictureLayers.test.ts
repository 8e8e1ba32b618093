import type { DecompositionId, SessionId } from '@core/contract/ids'
import { createSource, recolourSource } from '@core/project/edits'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { describe, expect, it } from 'vitest'
import { cellChoicesOf, pictureLayers, type Pictured } from './pictureLayers'

/** Component 1 in Voice, 2 ungrouped, 3 in Noise. */
const voiced = sampleProject()
const [voice] = voiced.sources
const project = recolourSource(voice.id, '#804000')(voiced)
const framing = { windowLength: 8, hop: 4 }
const unanalysed: Pictured = {
  session: 'session-1' as SessionId,
  channel: 'left',
  framing,
  sampleCount: 26,
  sampleRate: 44_100,
  decomposed: null,
}
const pictured: Pictured = {
  ...unanalysed,
  decomposed: { id: 'decomposition-1' as DecompositionId, project },
}
const source = { kind: 'source', id: voice.id } as const
const component = { kind: 'component', component: 1 } as const

describe('before the analysis', () => {
  it('there is the sound of the original only', () => {
    expect(cellChoicesOf({ kind: 'original' }, null)).toEqual(['sound'])
    const { shows, base, masks, binCount, frameCount } = pictureLayers(unanalysed, component, 'overlay')
    expect([shows, base.cells, base.of, masks]).toEqual(['sound', 'power', { channel: 'left', framing }, []])
    expect([binCount, frameCount]).toEqual([5, 8])
  })
})

describe('what is separated', () => {
  it('has its sound and its mask, from the weights of its components', () => {
    const [sound, mask] = (['sound', 'mask'] as const).map((cells) => pictureLayers(pictured, source, cells))
    const of = { decomposition: 'decomposition-1', outputs: [[1, 0, 0]] }
    expect([sound.base.cells, sound.base.of]).toEqual(['power', of])
    expect([mask.base.cells, mask.base.of]).toEqual(['mask', of])
    expect(mask.base.name).not.toBe(sound.base.name)
  })

  it('is laid over the original in its colour, or in that of its source', () => {
    const { base, masks } = pictureLayers(pictured, { kind: 'component', component: 0 }, 'overlay')
    expect(base.of).toEqual({ channel: 'left', framing })
    expect(masks.map(({ name, colour }) => [name, colour])).toEqual([[project.components[0].name, '#804000']])
    const [ungrouped] = pictureLayers(pictured, component, 'overlay').masks
    expect(ungrouped.colour).toBe(project.components[1].colour)
  })

  it('has a tint as light as can be', () => {
    const [{ tint }] = pictureLayers(pictured, source, 'overlay').masks
    expect(tint).toEqual([255, 127.5, 0])
  })
})

describe('the whole', () => {
  it('has no mask of its own, but those of all sources that hold something', () => {
    expect(cellChoicesOf({ kind: 'remaster' }, project)).toEqual(['sound', 'overlay'])
    const two = createSource('Band', [1])(createSource('Nobody', [])(project))
    const of = { ...pictured, decomposed: { id: 'decomposition-1' as DecompositionId, project: two } }
    const { masks } = pictureLayers(of, { kind: 'original' }, 'overlay')
    expect(masks.map(({ name }) => name)).toEqual(['Voice', 'Band'])
    expect(pictureLayers(of, { kind: 'original' }, 'mask').shows).toBe('sound')
    const none = { ...project, sources: [] }
    expect(cellChoicesOf({ kind: 'original' }, none)).toEqual(['sound'])
  })

  it('of the remaster are two outputs, left and right', () => {
    const { base } = pictureLayers(pictured, { kind: 'remaster' }, 'sound')
    expect('outputs' in base.of && base.of.outputs.length).toBe(2)
  })
})
