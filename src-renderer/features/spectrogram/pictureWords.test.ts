import { sampleProject } from '@core/project/sampleProject.testSupport'
import { expect, it } from 'vitest'
import { pictureWords } from './pictureWords'

const binCount = 5
const factors = {
  // Component 1 at 1 kHz, 2 at 2 kHz, 3 at 3 kHz, all of them equally loud.
  W: Float32Array.from({ length: 3 * binCount }, (_, i) =>
    i % binCount === Math.floor(i / binCount) + 1 ? 1 : 0,
  ),
  H: new Float32Array(4 * 3).fill(1),
  binCount,
  frameCount: 4,
  componentCount: 3,
}
const place = {
  range: { start: 0, end: 2 },
  grid: { secondsPerFrame: 0.5, firstFrame: 0.25 },
  sampleRate: 8000,
}
const decomposed = { project: sampleProject(), factors }

it('tells of a sound how much of it lies where', () => {
  const words = (subject: Parameters<typeof pictureWords>[0]['subject']): string =>
    pictureWords({ name: 'It', subject, shows: 'sound', decomposed, ...place })
  expect(words({ kind: 'component', component: 1 })).toContain('2 to 4 kHz (100 % of the energy)')
  expect(words({ kind: 'original' })).toContain('2 to 4 kHz (67 % of the energy)')
})

it('tells of a mask how much of everything it takes', () => {
  const subject = { kind: 'source', id: decomposed.project.sources[0].id } as const
  expect(pictureWords({ name: 'Voice', subject, shows: 'mask', decomposed, ...place })).toMatch(
    /^Voice takes 33 % of the energy, most of all in the band 1 to 2 kHz, where it takes 100 %\.$/,
  )
})

it('tells what is seen of a recording that is not analysed', () => {
  const words = pictureWords({
    name: 'Original',
    subject: { kind: 'original' },
    shows: 'sound',
    decomposed: null,
    ...place,
  })
  expect(words).toMatch(/^Spectrogram of Original, from 0:00\.0 to 0:02\.0/)
})
