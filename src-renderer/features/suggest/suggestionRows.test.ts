import { describe, expect, it } from 'vitest'
import { assignToNoise } from '@core/project/edits'
import { createProject, type Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { createRandom } from '@core/random'
import { suggestionRows } from './suggestionRows'

const random = createRandom(4)
const [binCount, frameCount] = [257, 200]

/** Hiss, a low note, a middle one. */
const factors = {
  W: Float32Array.from({ length: 3 * binCount }, (_, i) => {
    const centre = [180, 2, 40][Math.floor(i / binCount)]
    const width = [300, 2, 4][Math.floor(i / binCount)]
    return Math.exp(-((((i % binCount) - centre) / width) ** 2)) + 1e-9
  }),
  H: Float32Array.from({ length: 3 * frameCount }, (_, i) => {
    const n = Math.floor(i / 3)
    return i % 3 === 0 ? 1 + 0.1 * random.uniform() : (n % (20 + 7 * (i % 3))) + 0.01
  }),
  binCount,
  frameCount,
  componentCount: 3,
}

function project(): Project {
  const sample = sampleProject()
  const analysis = { ...sample.analysis, windowLength: 512, hop: 256 }
  return createProject({ ...sample, recording: { ...sample.recording, sampleRate: 22_050 }, analysis })
}

describe('rows of suggestions', () => {
  it('are ticked for likely noise only', () => {
    const rows = suggestionRows(factors, project(), [])
    const ticks = rows.map(({ suggestion: { kind }, isTicked }) => [kind, isTicked])
    expect(ticks).toEqual([
      ['noise', true],
      ['bass', false],
      ['pitch', false],
    ])
  })

  it('say what a tick does, how sure they are, and never that a guess is always right', () => {
    for (const { deed, sureness, suggestion } of suggestionRows(factors, project(), [])) {
      expect(deed).toMatch(/^[A-Z].+\.$/)
      if (suggestion.kind === 'pitch') expect(sureness).toBeNull()
      else expect(sureness).toMatch(/about [1-9] of 10/)
    }
  })

  it('leave out what the person has decided', () => {
    const rows = suggestionRows(factors, assignToNoise([0, 1])(project()), [])
    expect(rows.map(({ suggestion }) => suggestion.kind)).toEqual([])
  })

  it('go by a stretch of noise, and by the spectra where it holds no frame', () => {
    const first = (seconds: { start: number; end: number }) =>
      suggestionRows(factors, project(), [seconds])[0].suggestion.reason
    expect(first({ start: 0, end: 1 })).toContain('only noise')
    expect(first({ start: 90, end: 91 })).not.toContain('only noise')
  })
})
