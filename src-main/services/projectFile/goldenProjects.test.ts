import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { projectVersion, type Project } from '@core/project/project'
import { describe, expect, it } from 'vitest'
import { openProject } from './projectFile'

const folder = join(import.meta.dirname, '../../../src-core/project/golden')

/** As the present version says it. */
const version1: Project = {
  format: 'shellac-project',
  version: 2,
  recording: {
    name: 'Vesti la giubba (1907).wav',
    sha256: 'f5be0ea0f064f3cd903d0839cd07a6566384de5058656f08b3116c7210e4945d',
    byteLength: 96,
    sampleRate: 44_100,
    channelCount: 1,
    sampleCount: 26,
    format: { container: 'WAV', codec: 'PCM', sampleKind: 'integer', bitDepth: 16 },
    tags: { TITLE: 'Vesti la giubba', ARTIST: 'Enrico Caruso', COMMENT: 'Prélude – дует 🎷' },
    channel: 'mid',
    lag: -0.25,
    description: 'one channel',
    warnings: ['0.5 s are missing'],
    storage: { kind: 'embedded', entry: 'recording.wav' },
  },
  analysis: {
    windowLength: 8,
    hop: 4,
    componentCount: 3,
    learned: [],
    smoothness: 10,
    algorithm: 'mm',
    maxIterations: 100,
    tolerance: 1e-5,
    restarts: 2,
    seed: 7,
    declick: null,
  },
  decomposition: {
    binCount: 5,
    frameCount: 4,
    iterations: 3,
    cost: 12.5,
    stopReason: 'iteration-limit',
    costCurves: [
      [40, 20, 15],
      [30, 14, 12.5],
    ],
    chosenRestart: 1,
    agreement: null,
    refinements: [],
  },
  components: [
    { name: 'Component 1', colour: '#e69f00' },
    { name: 'Component 2', colour: '#56b4e9' },
    { name: 'Crackle', colour: '#009e73' },
  ],
  sources: [
    {
      id: 'source-1',
      name: 'Voice',
      colour: '#e69f00',
      components: [0],
      pan: -40,
      gain: -Infinity,
      noise: -Infinity,
      mute: true,
      solo: false,
    },
    {
      id: 'source-2',
      name: 'Wind & Blech "links"',
      colour: '#56b4e9',
      components: [1],
      pan: 0,
      gain: -4.5,
      noise: -Infinity,
      mute: false,
      solo: false,
    },
  ],
  noise: { components: [2], amount: 25, smoothing: { milliseconds: 0, hertz: 0 }, filter: false },
  mix: { panLaw: -4.5 },
  strokes: [],
}

describe('golden projects', () => {
  it('there is one for every version that was released', async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.shellac'))
    const expected = Array.from({ length: projectVersion - 1 }, (_, i) => `version-${i + 1}.shellac`)
    expect(names.toSorted()).toEqual(expected.toSorted())
  })

  it('version 1 opens with everything it holds', async () => {
    const { project, W, H, recording } = await openProject(join(folder, 'version-1.shellac'))
    expect(project).toEqual(version1)
    expect(W).toEqual(Float32Array.from({ length: 15 }, (_, i) => 100 + i))
    expect(H).toEqual(Float32Array.from({ length: 12 }, (_, i) => i / 3))
    if (recording.kind !== 'embedded') throw new Error('the recording is embedded')
    expect(Buffer.from(recording.bytes.subarray(0, 4)).toString()).toBe('RIFF')
    expect(createHash('sha256').update(recording.bytes).digest('hex')).toBe(version1.recording.sha256)
  })

  it('version 1 is the file that was made once', async () => {
    const bytes = await readFile(join(folder, 'version-1.shellac'))
    const provenance = await readFile(join(folder, 'PROVENANCE.md'), 'utf8')
    expect(provenance).toContain(createHash('sha256').update(bytes).digest('hex'))
  })
})
