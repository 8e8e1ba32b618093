import { describe, expect, it } from 'vitest'
import { setNoiseSmoothing, setSourceNoise } from './noiseEdits'
import { parseManifest, toManifest } from './schema'
import { sampleProject } from './sampleProject.testSupport'

const project = sampleProject()
const [voice] = project.sources

describe('noise with a source', () => {
  it('is its level, or none of it', () => {
    expect(setSourceNoise(voice.id, -20)(project).sources[0].noise).toBe(-20)
    expect(setSourceNoise(voice.id, -Infinity)(project).sources[0].noise).toBe(-Infinity)
  })

  it.each([0.1, -121, NaN])('%s dB is refused', (level) => {
    expect(() => setSourceNoise(voice.id, level)(project)).toThrow(
      /Noise of a source in dB is .* -120\.\.0 or -inf/,
    )
  })
})

describe('smoothing', () => {
  it('changes what is named and keeps the rest', () => {
    const slow = setNoiseSmoothing({ milliseconds: 40 })(project)
    expect(setNoiseSmoothing({ hertz: 90 })(slow).noise.smoothing).toEqual({ milliseconds: 40, hertz: 90 })
  })

  it.each([{ milliseconds: 501 }, { milliseconds: -1 }, { hertz: 2001 }, { hertz: NaN }])(
    '%o is refused',
    (change) => {
      expect(() => setNoiseSmoothing(change)(project)).toThrow(/Noise smoothing in (ms|Hz) is/)
    },
  )
})

it('all of it comes back from a file', () => {
  const edited = setNoiseSmoothing({ milliseconds: 40, hertz: 90 })(setSourceNoise(voice.id, -20.5)(project))
  for (const it of [edited, project]) {
    expect(parseManifest(JSON.parse(JSON.stringify(toManifest(it, {}))))).toEqual(it)
  }
})
