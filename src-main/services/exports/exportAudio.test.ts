import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { assignToNoise, createSource, setGain, setPan, type Edit } from '@core/project/edits'
import { panGains, panLaws } from '@core/separation/panLaw'
import { refusal } from '../files/refusal.testSupport'
import { mixOf } from '../projects'
import {
  createExportCase,
  difference,
  sampleRate,
  sumOf,
  type CaseOptions,
  type ExportCase,
} from './exportCase.testSupport'

const cases: ExportCase[] = []
async function make(options: CaseOptions = {}): Promise<ExportCase> {
  const created = await createExportCase(options)
  cases.push(created)
  return created
}
afterEach(async () => {
  for (const made of cases.splice(0)) await made.remove()
})

/** Voice of components 1 and 2 at -40 and -3 dB, noise of component 4; component 3 is in no group. */
const arranged: readonly Edit[] = [
  createSource('Voice', [0, 1]),
  setPan('source-1', -40),
  setGain('source-1', -3),
  assignToNoise([3]),
]

/** The channels of all WAV and FLAC files of a folder, in the order of their names. */
async function stems(made: ExportCase, folder: string): Promise<readonly ArrayLike<number>[]> {
  const names = (await readdir(join(made.folder, folder))).filter((name) => /\.(wav|flac)$/.test(name)).sort()
  return Promise.all(names.map(async (name) => (await made.decode(join(folder, name))).channels[0]))
}

describe('what the contents hold', () => {
  it('left + right of the mix by the -6 dB law with everything in the centre is the recording', async () => {
    const made = await make()
    await made.export('mix.wav', { mix: mixOf(made.opened.project, { panLaw: -6 }) })
    const { channels } = await made.decode('mix.wav')
    expect(difference(sumOf(channels), made.samples)).toBeLessThan(-120)
  })

  it.each(['components', 'sources'] as const)('the %s add up to the recording', async (content) => {
    const made = await make({ edits: arranged })
    await made.export('stems', { contents: [content] })
    expect(difference(sumOf(await stems(made, 'stems')), made.samples)).toBeLessThan(-120)
  })

  it.each([0, 50, 100])('removed + mono is the recording at %d % noise', async (noiseAmount) => {
    const made = await make({ edits: arranged })
    const mix = mixOf(made.opened.project, { noiseAmount })
    await made.export('removed.wav', { contents: ['removed'], mix })
    await made.export('mono.wav', { contents: ['mono'], mix })
    const parts = [await made.decode('removed.wav'), await made.decode('mono.wav')].map(
      ({ channels }) => channels[0],
    )
    expect(difference(sumOf(parts), made.samples)).toBeLessThan(-120)
  })

  it('what is removed is the noise, less as the amount grows, and nothing at 100 %', async () => {
    const made = await make({ edits: arranged })
    await made.export('stems', { contents: ['components'] })
    const noise = (await stems(made, 'stems'))[3]
    for (const noiseAmount of [0, 25]) {
      const mix = mixOf(made.opened.project, { noiseAmount })
      await made.export(`${noiseAmount}.wav`, { contents: ['removed'], mix })
      const [removed] = (await made.decode(`${noiseAmount}.wav`)).channels
      const expected = Array.from(noise, (value) => (1 - noiseAmount / 100) * value)
      expect(difference(removed, expected)).toBeLessThan(-120)
    }
    const mix = mixOf(made.opened.project, { noiseAmount: 100 })
    await made.export('none.wav', { contents: ['removed'], mix })
    expect(Math.max(...(await made.decode('none.wav')).channels[0].map(Math.abs))).toBe(0)
  })

  it.each(panLaws)('the mix by the %d dB law is its sources at their level and pan', async (panLaw) => {
    const made = await make({ edits: arranged })
    const noiseAmount = 30
    await made.export('mix.wav', { mix: mixOf(made.opened.project, { panLaw, noiseAmount }) })
    await made.export('stems', { contents: ['sources'] })
    const [voice, ungrouped, noise] = await stems(made, 'stems')
    const { channels } = await made.decode('mix.wav')
    const pan = panGains(-40, panLaw)
    const centre = panGains(0, panLaw)
    for (const [i, side] of (['left', 'right'] as const).entries()) {
      const expected = Array.from(voice, (value, t) => {
        return 10 ** (-3 / 20) * pan[side] * value + centre[side] * (ungrouped[t] + 0.3 * noise[t])
      })
      expect(difference(channels[i], expected)).toBeLessThan(-120)
    }
  })
})

describe('word length and rate', () => {
  it.each([
    ['wav', 16],
    ['wav', 24],
    ['flac', 16],
    ['flac', 24],
  ] as const)('%s of %d bits holds the float mix with dither of at most 1.5 steps', async (format, bits) => {
    const made = await make()
    await made.export('float.wav')
    const { files } = await made.export('integer', { format, bits })
    const [exact, rounded] = [await made.decode('float.wav'), await made.decode('integer')]
    expect(rounded.format).toMatchObject({ bitDepth: bits, container: format.toUpperCase() })
    const steps = Array.from(
      exact.channels[0],
      (value, t) => (rounded.channels[0][t] - value) * 2 ** (bits - 1),
    )
    const power = steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length
    expect(files[0].dither).toBe(true)
    // Triangular dither and rounding: 2/12 + 1/12 of a squared step.
    expect(power).toBeCloseTo(0.25, 1)
    expect(Math.max(...steps.map(Math.abs))).toBeLessThan(1.51)
  })

  it.each([16, 24] as const)(
    'a part that is the recording comes out bit for bit in %d bits, undithered',
    async (bits) => {
      const made = await make()
      const { files } = await made.export('mono.flac', { contents: ['mono'], format: 'flac', bits })
      expect(files[0].dither).toBe(false)
      expect(Array.from((await made.decode('mono.flac')).channels[0])).toEqual(made.samples)
    },
  )

  it('32-bit floats are never dithered and keep peaks above full scale', async () => {
    const made = await make({ peak: 2, bits: '32f' })
    const { files, report, notes } = await made.export('mono.wav', { contents: ['mono'] })
    expect([files[0].dither, report.export.sharedGainDecibels]).toEqual([false, 0])
    expect(difference((await made.decode('mono.wav')).channels[0], made.samples)).toBeLessThan(-120)
    expect(notes.join()).toContain('above full scale; 32-bit float keeps it unclipped')
  })

  it('another rate gives that rate and the rounded length', async () => {
    const made = await make()
    await made.export('faster.wav', { sampleRate: 11_025 })
    const { channels, sampleRate: rate } = await made.decode('faster.wav')
    expect(rate).toBe(11_025)
    expect(channels[0].length).toBe(Math.round((made.samples.length * 11_025) / sampleRate))
  })

  it('the same export gives the same bytes', async () => {
    const made = await make()
    await made.export('a.flac', { format: 'flac', bits: 16 })
    await made.export('b.flac', { format: 'flac', bits: 16 })
    const [a, b] = await Promise.all(['a.flac', 'b.flac'].map((name) => readFile(join(made.folder, name))))
    expect(a.equals(b)).toBe(true)
  })

  it('FLAC refuses floats before anything is written', async () => {
    const made = await make()
    const { code } = await refusal(made.export('a.flac', { format: 'flac', bits: '32f' }))
    expect([code, await made.names()]).toEqual(['bad-argument', []])
  })
})

describe('the shared gain', () => {
  const hot = { peak: 2, bits: '32f', edits: arranged } as const

  it('is the same for the mix and every source, brings the peak to -0.1 dBFS, and is said', async () => {
    const made = await make(hot)
    await made.export('float', { contents: ['sources'] })
    const { report, notes } = await made.export('mix.wav', { bits: 24 })
    await made.export('integer', { contents: ['sources'], bits: 24 })
    const gain = 10 ** (report.export.sharedGainDecibels / 20)
    expect(report.export.sharedGainDecibels).toBeLessThan(-3)
    expect(notes.join()).toContain(
      `Everything was lowered by ${(-report.export.sharedGainDecibels).toFixed(2)} dB`,
    )
    const [loud, lowered] = [await stems(made, 'float'), await stems(made, 'integer')]
    for (const [i, stem] of loud.entries()) {
      expect(
        difference(
          lowered[i],
          Array.from(stem, (value) => value * gain),
        ),
      ).toBeLessThan(-75)
    }
    const peak = Math.max(
      ...[...lowered, ...(await made.decode('mix.wav')).channels].flatMap((stem) =>
        Array.from(stem, Math.abs),
      ),
    )
    expect(20 * Math.log10(peak)).toBeLessThan(-0.09)
    expect(report.export.files[0].clippedSamples).toBe(0)
  })

  it('is the same at another rate, whichever of them are exported, and found there', async () => {
    const made = await make(hot)
    const form = { bits: 24, sampleRate: 11_025 } as const
    const mix = await made.export('mix.wav', form)
    const sources = await made.export('sources', { ...form, contents: ['sources'] })
    const gains = [mix, sources].map(({ report }) => report.export.sharedGainDecibels)
    expect(gains[1]).toBe(gains[0])
    const sounds = [...(await stems(made, 'sources')), ...(await made.decode('mix.wav')).channels]
    const peak = Math.max(...sounds.flatMap((sound) => Array.from(sound, Math.abs)))
    expect(Math.abs(20 * Math.log10(peak) + 0.1)).toBeLessThan(0.001)
  })

  it('is one for a recording that does not clip, and that is said too', async () => {
    const made = await make()
    const { report, notes } = await made.export('mix.wav', { bits: 16 })
    expect(report.export.sharedGainDecibels).toBe(0)
    expect(notes).toEqual([
      'Levels are unchanged: nothing clips.',
      'Samples were rounded to 16 bits with dither (TPDF).',
    ])
  })

  it('is one for a recording at full scale, and the step that integers cannot hold is owned up to', async () => {
    const made = await make({ peak: 0.9, bits: '32f', firstSample: 1 })
    const { notes, files, report } = await made.export('mono.wav', { contents: ['mono'], bits: 16 })
    expect([report.export.sharedGainDecibels, files[0].clippedCount]).toEqual([0, 1])
    expect(notes).toEqual([
      'Levels are unchanged. One sample at full scale lost at most one step of 16 bits.',
      'Samples were rounded to 16 bits with dither (TPDF).',
    ])
  })
})

describe('recordings at the limits', () => {
  it.each([1, 2, 100])('of %d samples are exported whole', async (count) => {
    const made = await make({ seconds: count / sampleRate })
    const { report } = await made.export('mix.wav', { mix: mixOf(made.opened.project, { panLaw: -6 }) })
    expect(difference(sumOf((await made.decode('mix.wav')).channels), made.samples)).toBeLessThan(-120)
    expect(report.loudness.after.lufs).toBeNull()
  })

  it('of silence stay silent, and no figure is invented', async () => {
    const made = await make({ peak: 0 })
    const { report } = await made.export('mix.wav', { bits: 16 })
    expect(Math.max(...(await made.decode('mix.wav')).channels[0])).toBe(0)
    expect(report.loudness.after).toEqual({ lufs: null, truePeakDbtp: null })
    expect(report.nullTestDecibels).toBeNull()
  })
})
