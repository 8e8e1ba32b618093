import { describe, expect, it } from 'vitest'
import type { Decomposed } from '@core/contract/engine'
import { takeVariant, type WorkDocument } from './workDocument'

const decomposedOf = (name: string, smoothness: number, count = 2): Decomposed =>
  ({
    decomposition: name,
    dictionary: `W of ${name}`,
    activations: `H of ${name}`,
    components: [],
    costSeconds: null,
    project: {
      analysis: { smoothness },
      decomposition: { cost: smoothness },
      components: Array.from({ length: count }, (_, component) => ({ name: `${name} ${component}` })),
      sources: [{ id: name }],
      noise: { components: [], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
      mix: { panLaw: -3 },
    },
  }) as unknown as Decomposed

const document = { channel: 'auto', decomposed: decomposedOf('present', 10) } as unknown as WorkDocument

describe('taking a variant', () => {
  it('changes what was found, and nothing that the person made of it', () => {
    const variant = decomposedOf('variant', 100)
    const { decomposed } = takeVariant(document, variant)
    const present = document.decomposed?.project
    expect(decomposed).toMatchObject({
      decomposition: 'variant',
      dictionary: 'W of variant',
      activations: 'H of variant',
      project: { analysis: { smoothness: 100 }, decomposition: { cost: 100 } },
    })
    expect(decomposed?.project.components).toBe(present?.components)
    expect(decomposed?.project.sources).toBe(present?.sources)
    expect(decomposed?.project.noise).toBe(present?.noise)
  })

  it('is refused where component numbers do not mean the same', () => {
    expect(() => takeVariant(document, decomposedOf('other', 1, 3))).toThrow(
      'The variant has 3 components, the present one 2.',
    )
  })

  it('is refused before the analysis', () => {
    const bare = { ...document, decomposed: null, recording: { name: 'song.wav' } } as unknown as WorkDocument
    expect(() => takeVariant(bare, decomposedOf('variant', 1))).toThrow('song.wav is not analysed yet.')
  })
})
