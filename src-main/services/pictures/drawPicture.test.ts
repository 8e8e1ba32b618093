import { describe, expect, it } from 'vitest'
import type { DecompositionId } from '@core/contract/ids'
import type { PictureWish } from '@core/contract/pictures'
import { labelOf, labelsOf, readXml } from '@core/pictures/figures/figureReader.testSupport'
import { drawPicture } from './drawPicture'
import { createPictureCase, goOn } from './pictureCase.testSupport'

const document = createPictureCase()
const [voice] = document.decomposed.project.sources
const spectrogram = (of: Extract<PictureWish, { what: 'spectrogram' }>['of']): PictureWish => ({
  what: 'spectrogram',
  of,
  levels: { floor: -90, ceiling: 0 },
  colourMap: 'cividis',
  range: null,
  frequencies: 'log',
})
const smoother = 'smoother' as DecompositionId
const curves = (['mm', 'mu', 'accelerated', 'em'] as const).map((algorithm, index) => ({
  algorithm,
  costs: [100, 50 - index, 20 - index],
  seconds: [0, 1, 2],
}))

const wishes: readonly (readonly [PictureWish, string])[] = [
  [spectrogram({ kind: 'original' }), 'Spectrogram of the recording'],
  [spectrogram({ kind: 'remaster' }), 'Spectrogram of the remaster, left and right together'],
  [spectrogram({ kind: 'removed' }), 'Spectrogram of what is removed'],
  [spectrogram({ kind: 'source', id: voice.id }), 'Spectrogram of Voice'],
  [spectrogram({ kind: 'component', component: 1 }), 'Spectrogram of Component 2'],
  [
    { what: 'masks', of: 'components', range: { start: 0.5, end: 1 }, frequencies: 'mel' },
    'Masks of the components',
  ],
  [{ what: 'masks', of: 'sources', range: null, frequencies: 'linear' }, 'Masks of the sources'],
  [{ what: 'activations', gains: 'decibels', range: null }, 'Activations of the components'],
  [{ what: 'dictionary' }, 'Spectra of the components, with their strongest pitches'],
  [{ what: 'convergence', against: 'iteration', seconds: null }, 'Convergence of the analysis'],
  [{ what: 'algorithms', against: 'seconds', curves }, 'Convergence of the algorithms'],
  [
    {
      what: 'smoothness',
      component: 0,
      gains: 'linear',
      range: null,
      variants: [0, 10, 100].map((smoothness) => ({ smoothness, decomposition: smoother })),
    },
    'Activation of Component 1 for each smoothness λ, with the same spectra',
  ],
]

describe.each(wishes)('%o', (wish, title) => {
  it('is a whole figure with title, caption and words, the same each time', async () => {
    const { svg, text } = await drawPicture(document, wish, goOn)
    expect(labelOf(svg, title).y).toBeLessThan(60)
    expect(labelsOf(svg).some(({ text: label }) => label.startsWith('two <tones>.wav · '))).toBe(true)
    expect(readXml(svg).children[1].text).toBe(text.sentences.join(' '))
    expect(text.sentences.length).toBeGreaterThan(0)
    expect(JSON.parse(JSON.stringify(text.figures))).toEqual(text.figures)
    expect((await drawPicture(document, wish, goOn)).svg).toBe(svg)
  })
})

it('the sources and what is in none of them are all there is', async () => {
  const { svg } = await drawPicture(document, wishes[6][0], goOn)
  const names = labelsOf(svg).map(({ text }) => text)
  expect(names).toEqual(expect.arrayContaining(['Voice', 'Noise']))
  expect(names).not.toContain('In no source')
})

it('the caption names K, lambda, window and program', async () => {
  const { svg } = await drawPicture(document, { what: 'dictionary' }, goOn)
  const caption = labelsOf(svg).find(({ text }) => text.startsWith('two <tones>'))?.text
  expect(caption).toMatch(
    /K = 2 components · smoothness λ = 10 · MM algorithm · window 256 samples \(32 ms\), hop 128/,
  )
  expect(svg).toMatch(/Shellac \d/)
})

describe('refused is', () => {
  it.each<readonly [string, PictureWish]>([
    ['There is no source x in the project.', spectrogram({ kind: 'source', id: 'x' })],
    [
      'There is no component 3; the project has components 1 to 2.',
      spectrogram({ kind: 'component', component: 2 }),
    ],
    [
      '5 to 6 s is outside of the recording, which is 2.000 s long.',
      { what: 'activations', gains: 'linear', range: { start: 5, end: 6 } },
    ],
    [
      'Nobody measured the seconds of this decomposition; draw its cost against iterations.',
      { what: 'convergence', against: 'seconds', seconds: null },
    ],
  ])('%s', async (message, wish) => {
    await expect(drawPicture(document, wish, goOn)).rejects.toMatchObject({ code: 'bad-argument', message })
  })

  it('all but the spectrogram of the recording where nothing is decomposed', async () => {
    const bare = { ...document, decomposed: null }
    const { text } = await drawPicture(bare, wishes[0][0], goOn)
    expect(text.sentences.length).toBe(1)
    for (const wish of [wishes[1][0], wishes[5][0], wishes[8][0]]) {
      await expect(drawPicture(bare, wish, goOn)).rejects.toMatchObject({ code: 'bad-argument' })
    }
  })
})
