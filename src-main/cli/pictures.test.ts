import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { labelsOf } from '@core/pictures/figures/figureReader.testSupport'
import {
  createWorkspaces,
  resultOf,
  start,
  unrefused,
  writeRecording,
  type Ended,
  type Workspace,
  type Workspaces,
} from './commandLine.testSupport'

let workspaces: Workspaces
let workspace: Workspace
let folder = ''
const shellac = (...words: string[]): Promise<Ended> => workspace.shellac(...words)
const picture = (...words: string[]): Promise<Ended> => shellac('picture', 'side.shellac', ...words)
const textsOf = async (name: string): Promise<string[]> =>
  labelsOf(await readFile(join(folder, name), 'utf8')).map(({ text }) => text)

beforeAll(async () => {
  workspaces = await createWorkspaces()
})
afterAll(() => workspaces.remove())
beforeEach(async () => {
  workspace = await workspaces.fresh()
  folder = workspace.folder
})

describe('picture', () => {
  it('draws every kind as SVG, with axes and a caption', async () => {
    const kinds = [
      ['spectrogram', 'time (minutes : seconds)'],
      ['masks', 'mask (share)'],
      ['activations', '−60 dB'],
      ['dictionary', 'frequency (log scale)'],
      ['convergence', 'cost C (log scale)'],
    ]
    for (const [what, axis] of kinds) {
      expect((await picture('--what', what, '-o', `${what}.svg`)).code).toBe(0)
      const texts = await textsOf(`${what}.svg`)
      expect(texts).toContain(axis)
      expect(texts.some((text) => text.startsWith('side.wav · '))).toBe(true)
    }
  })

  it('draws a PNG twice as wide as the SVG', async () => {
    expect((await picture('-o', 'side.png')).code).toBe(0)
    const bytes = await readFile(join(folder, 'side.png'))
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(bytes.readUInt32BE(16)).toBe(2400)
  })

  it('draws sources by name and components by number, on the axes that are asked for', async () => {
    await shellac('group', 'side.shellac', '--source', 'Low "drum"=1')
    const axes = [
      '--frequencies',
      'linear',
      '--from',
      '0.25',
      '--to',
      '0.5',
      '--floor',
      '-40',
      '--ceiling',
      '-10',
    ]
    expect((await picture('--of', 'Low "drum"', '-o', 'drum.svg', ...axes)).code).toBe(0)
    expect(await textsOf('drum.svg')).toEqual(
      expect.arrayContaining(['Spectrogram of Low "drum"', '2 kHz', '0:00.50', '−40', '−10']),
    )
    expect((await picture('--of', '3', '-o', 'third.svg')).code).toBe(0)
    expect(await textsOf('third.svg')).toContain('Spectrogram of Component 3')
    expect((await picture('--what', 'masks', '--of', 'sources', '-o', 'masks.svg')).code).toBe(0)
    expect(await textsOf('masks.svg')).toEqual(expect.arrayContaining(['Low "drum"', 'In no source']))
  })

  it('gives its words and the figures behind them with --json', async () => {
    const ended = await picture('--what', 'dictionary', '-o', 'spectra.svg', '--json')
    expect(resultOf(ended)).toMatchObject({
      project: 'side.shellac',
      file: 'spectra.svg',
      what: 'dictionary',
      sentences: [expect.stringContaining('Component 1'), expect.any(String), expect.any(String)],
      figures: [{ name: 'Component 1', pitches: expect.any(Array) as unknown }, {}, {}],
    })
  })

  it('refuses what it cannot draw, and writes nothing', async () => {
    const wrong: readonly (readonly [string[], string])[] = [
      [['picture', 'side.shellac'], '-o <file> is missing'],
      [['picture', 'side.shellac', '-o', 'a.jpg'], 'a.jpg must end in .png or .svg'],
      [['picture', 'side.shellac', '-o', 'a.svg', '--what', 'moon'], 'it must be one of spectrogram, masks'],
      [['picture', 'side.shellac', '-o', 'a.svg', '--of', '4'], 'the project has components 1 to 3'],
      [['picture', 'side.shellac', '-o', 'a.svg', '--of', 'Voice'], 'no source of that name; it has none'],
      [['picture', 'side.shellac', '-o', 'a.svg', '--from', '3', '--to', '2'], '--from must be before --to'],
      [['picture', 'side.shellac', '-o', 'a.svg', '--from', '5'], 'is outside of the recording'],
      [
        ['picture', 'side.shellac', '-o', 'a.svg', '--floor', '-10', '--ceiling', '-20'],
        '--floor must be below',
      ],
      [
        ['picture', 'side.shellac', '-o', 'a.svg', '--what', 'masks', '--of', 'sources'],
        'has no sources yet',
      ],
    ]
    expect(await unrefused(workspace, 10, wrong)).toEqual([])
  })

  it('replaces only with --force, and never the project or the recording', async () => {
    await writeFile(join(folder, 'mine.svg'), 'mine')
    expect((await picture('-o', 'mine.svg')).code).toBe(10)
    expect(await readFile(join(folder, 'mine.svg'), 'utf8')).toBe('mine')
    expect((await picture('-o', 'mine.svg', '--force')).code).toBe(0)
    await symlink('side.wav', join(folder, 'recording.svg'))
    await symlink('side.shellac', join(folder, 'project.svg'))
    const refusals: readonly (readonly [string[], string])[] = [
      [['picture', 'side.shellac', '-o', 'recording.svg', '--force'], 'is the source recording'],
      [['picture', 'side.shellac', '-o', 'project.svg', '--force'], 'is the project itself'],
      [['convergence', 'side.wav', '-o', 'recording.svg', '--force'], 'is the source recording'],
    ]
    expect(await unrefused(workspace, 10, refusals)).toEqual([])
  })
})

describe('convergence', () => {
  const few = ['--components', '2', '--iterations', '4', '--tolerance', '0']

  it('compares the algorithms from one start, and draws a line for each', async () => {
    const ended = await shellac('convergence', 'side.wav', '--svg', 'costs.svg', ...few, '--json')
    const { curves, ...rest } = resultOf(ended) as { curves: { algorithm: string; costs: number[] }[] }
    expect(rest).toMatchObject({ recording: 'side.wav', file: 'costs.svg', start: 0, end: 1 })
    expect(curves.map(({ algorithm }) => algorithm)).toEqual(['accelerated', 'mm', 'mu', 'em'])
    for (const { costs } of curves) {
      expect(costs.length).toBe(5)
      // Kernels round in their own way; the start is the same.
      expect(costs[0] / curves[0].costs[0]).toBeCloseTo(1, 6)
      expect(costs[4]).toBeLessThan(costs[0])
    }
    expect(await textsOf('costs.svg')).toEqual(
      expect.arrayContaining(['Accelerated', 'MM', 'MU', 'EM', 'iteration (log scale)']),
    )
  })

  it('takes those that are named, on the part that is asked for, against seconds', async () => {
    const words = ['--algorithms', 'mu, mm', '--from', '0.25', '--to', '0.75', '--seconds', ...few]
    expect((await shellac('convergence', 'side.wav', '-o', 'costs.svg', ...words)).code).toBe(0)
    const texts = await textsOf('costs.svg')
    expect(texts).toEqual(expect.arrayContaining(['MU', 'MM', 'seconds of iterating (log scale)']))
    expect(texts).not.toContain('EM')
    expect(texts.some((text) => text.includes('0:00.3 to 0:00.8'))).toBe(true)
  })

  it('stopped, keeps the lines so far', async () => {
    await writeRecording(join(folder, 'long.wav'), { seconds: 15 })
    const words = [
      'convergence',
      'long.wav',
      '--svg',
      'stopped.svg',
      '--iterations',
      '100000',
      '--tolerance',
      '0',
    ]
    const { child, says, ended } = start([...words, '--json'], folder)
    await says('"stage":"factorising"')
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(3)
    expect((JSON.parse(stdout) as { curves: unknown[] }).curves.length).toBe(1)
    expect(await textsOf('stopped.svg')).toContain('Accelerated')
  })

  it('refuses what it cannot compare, and writes nothing', async () => {
    const wrong: readonly (readonly [string[], string])[] = [
      [['convergence', 'side.wav'], '-o <file> or --svg <file> is missing'],
      [['convergence', 'side.wav', '-o', 'a.svg', '--svg', 'b.svg'], 'Both -o and --svg'],
      [['convergence', 'side.wav', '-o', 'a.svg', '--algorithms', 'mm,sgd'], 'must be of'],
      [['convergence', 'side.wav', '-o', 'a.svg', '--from', '2'], 'the recording is 1.000 s long'],
    ]
    expect(await unrefused(workspace, 10, wrong)).toEqual([])
  })
})
