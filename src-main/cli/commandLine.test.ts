import { spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createWorkspaces,
  program,
  quick,
  remarksOf,
  resultOf,
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

beforeAll(async () => {
  workspaces = await createWorkspaces()
})
afterAll(() => workspaces.remove())
beforeEach(async () => {
  workspace = await workspaces.fresh()
  folder = workspace.folder
})

describe('help', () => {
  it('without a command lists all of them', async () => {
    const { code, stdout } = await shellac()
    expect(code).toBe(0)
    for (const name of ['info', 'decompose', 'components', 'group', 'export', 'remaster']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} <`, 'm'))
    }
  })

  it('of each command shows its options and an example', async () => {
    const options = {
      info: [],
      decompose:
        'components smoothness window overlap iterations tolerance algorithm restarts seed channel threads link'.split(
          ' ',
        ),
      components: [],
      group: ['source', 'noise', 'pan', 'gain', 'output'],
      export:
        'output what preset format bits bitrate rate true-peak loudness limit bext pan-law noise-amount tags template existing force'.split(
          ' ',
        ),
      remaster: 'output components seed channel threads source noise what format bits pan-law force'.split(
        ' ',
      ),
    }
    const helps = await Promise.all(Object.keys(options).map((name) => shellac(name, '--help')))
    for (const [i, [name, expected]] of Object.entries(options).entries()) {
      expect(helps[i].code).toBe(0)
      expect(helps[i].stdout).toMatch(new RegExp(`\\nExample:\\n  shellac ${name} \\w`))
      for (const option of [...expected, 'json', 'help']) expect(helps[i].stdout).toContain(`--${option}`)
    }
  })
})

describe('the way from a recording to its stereo remaster', () => {
  it('is info, decompose, components, group, export, each with JSON', async () => {
    const info = resultOf(await shellac('info', 'side.wav', '--json'))
    expect(info).toMatchObject({
      name: 'side.wav',
      container: 'WAV',
      bitDepth: 16,
      sampleRate: 8000,
      sampleCount: 8000,
      channelCount: 1,
      tags: { TITLE: 'Three notes' },
      clicks: { seconds: 1, advised: false },
    })

    const decomposed = resultOf(
      await shellac('decompose', 'side.wav', '-o', 'new.shellac', ...quick, '--json'),
    )
    expect(decomposed).toMatchObject({
      project: 'new.shellac',
      components: 3,
      iterations: 3,
      stopReason: 'iteration-limit',
      seed: 1,
      algorithm: 'accelerated',
    })

    const group = [
      'group',
      'new.shellac',
      '--source',
      'a=b/c=1',
      '--pan',
      'a=b/c=-40',
      '--gain',
      'a=b/c=-inf',
      '--noise',
      '3',
      '--noise-with',
      'a=b/c=-20.5',
      '--noise-smoothing',
      '40,100',
      '--strokes',
      'strokes.json',
    ]
    const box = { kind: 'box', start: 0.1, end: 0.3, low: 200, high: 900 }
    await writeFile(
      join(workspace.folder, 'strokes.json'),
      JSON.stringify([{ to: 'a=b/c', from: 'noise', strength: 75, shape: box }]),
    )
    expect(resultOf(await shellac(...group, '--json'))).toMatchObject({
      sources: [{ name: 'a=b/c', components: [1], pan: -40, gain: null, noise: -20.5 }],
      noise: [3],
      noiseSmoothing: { milliseconds: 40, hertz: 100 },
      strokes: 1,
      ungrouped: [2],
    })

    const { components } = resultOf(await shellac('components', 'new.shellac', '--json')) as {
      components: { group: string }[]
    }
    expect(components.map((component) => component.group)).toEqual(['a=b/c', null, 'noise'])

    const exported = await shellac('export', 'new.shellac', '-o', 'mix.flac', '--json')
    expect(exported.code).toBe(0)
    expect(resultOf(exported)).toMatchObject({
      files: [{ path: 'mix.flac', title: 'Stereo mix', channels: 2, clippedSamples: 0 }],
      reports: ['mix.flac.report.html', 'mix.flac.report.md', 'mix.flac.report.json'],
      sharedGainDecibels: 0,
    })
    const stages = remarksOf(exported)
      .filter(({ type }) => type === 'progress')
      .map(({ stage }) => stage)
    expect([...new Set(stages)]).toEqual(['reading', 'measuring', 'writing', 'reporting'])
  })

  it('is also one command, which says how it spread the components', async () => {
    const { code, stderr, stdout } = await shellac('remaster', 'side.wav', '-o', 'stereo.wav', ...quick)
    expect([code, stderr]).toEqual([0, expect.stringContaining('spread by pitch, low ones near the centre')])
    expect(stdout).toContain('stereo.wav  (Stereo mix, ')
    expect(await workspace.names()).toEqual([
      'side.shellac',
      'side.wav',
      'stereo.wav',
      'stereo.wav.report.html',
      'stereo.wav.report.json',
      'stereo.wav.report.md',
    ])
  })

  it('takes every option of the contract', async () => {
    const decomposing =
      '--components 2 --smoothness 3 --window 32 --overlap 0.75 --iterations 2 --tolerance 0.01 --algorithm mu --restarts 2 --seed 7 --channel mid --threads 1'
    const exporting =
      '--what sources --format flac --bits 16 --rate 11025 --pan-law -4.5 --noise-amount 50 --force'
    const grouping = ['--source', 'Voice=1', '--pan', 'Voice=-40', '--gain', 'Voice=-3', '--noise', '2']
    const words = [
      'remaster',
      'side.wav',
      '-o',
      'out',
      ...decomposing.split(' '),
      ...exporting.split(' '),
      ...grouping,
    ]
    expect((await shellac(...words)).code).toBe(0)
    expect((await readdir(join(folder, 'out'))).filter((name) => name.endsWith('.flac'))).toEqual([
      '01-Voice.flac',
      '02-Noise.flac',
    ])
    const report = JSON.parse(await readFile(join(folder, 'out', 'sources.report.json'), 'utf8')) as unknown
    expect(report).toMatchObject({
      analysis: {
        windowLength: 256,
        hop: 64,
        componentCount: 2,
        smoothness: 3,
        algorithm: 'mu',
        maxIterations: 2,
        tolerance: 0.01,
        restarts: 2,
        seed: 7,
      },
      sources: [{ name: 'Voice', components: [1], pan: -40, gainDecibels: -3 }],
      noise: { components: [2], amountPercent: 50 },
      panLawDecibels: -4.5,
      export: { format: 'flac', bits: 16, sampleRate: 11_025 },
    })
  })

  it('removes clicks first where that is wished, says how many, and writes them', async () => {
    const words = ['decompose', 'side.wav', '-o', 'declicked.shellac', ...quick, '--declick', '--json']
    expect(resultOf(await shellac(...words))).toMatchObject({ clicks: expect.any(Number) as number })
    const written = await shellac(
      'export',
      'declicked.shellac',
      '-o',
      'clicks.wav',
      '--what',
      'clicks',
      '--json',
    )
    expect(resultOf(written)).toMatchObject({ files: [{ path: 'clicks.wav', title: 'Removed clicks' }] })
    const refused = await shellac('export', 'new.shellac', '-o', 'none.wav', '--what', 'clicks')
    expect(refused.code).toBe(10)
  })

  it('gives the same sound again for the same seed', async () => {
    const words = [...quick, '--seed', '5', '--force', '--threads']
    for (const [name, threads] of [
      ['a', '1'],
      ['b', '2'],
    ])
      await shellac('remaster', 'side.wav', '-o', `${name}.wav`, ...words, threads)
    const [a, b] = await Promise.all(['a.wav', 'b.wav'].map((name) => readFile(join(folder, name))))
    expect(a.equals(b)).toBe(true)
  })

  it('goes through names of any script, with spaces and leading dashes', async () => {
    await copyFile(join(folder, 'side.wav'), join(folder, '-Őrült 歌 🎷 dal.wav'))
    const project = '-ű 歌 🎷.shellac'
    const decomposed = await shellac('decompose', '-o', project, ...quick, '--', '-Őrült 歌 🎷 dal.wav')
    expect(decomposed.code).toBe(0)
    await shellac('group', `./${project}`, '--source', 'Ő/歌=1')
    expect((await shellac('export', '-o', '–ki 🎷', '--what', 'sources', '--', project)).code).toBe(0)
    expect(await readdir(join(folder, '–ki 🎷'))).toContain('01-Ő_歌.wav')
  })
})

describe('diagnostics', () => {
  it('are one file, without what recordings hold', async () => {
    await shellac('info', 'missing.wav')
    const ended = await shellac('diagnostics', '-o', 'report.zip', '--json')
    expect(ended.code).toBe(0)
    expect(resultOf(ended)).toMatchObject({ file: 'report.zip' })
    expect((resultOf(ended) as { errors: number }).errors).toBeGreaterThan(0)
    expect((await shellac('diagnostics', '-o', 'report.zip')).stderr).toContain('exists already')
    expect((await shellac('diagnostics', 'side.wav', '-o', 'x.zip')).code).toBe(10)
  })
})

describe('exit codes', () => {
  it('30 before anything is written, with the numbers and options that would do, where the memory is too little', async () => {
    await writeRecording(join(folder, 'long.wav'), { seconds: 120 })
    const wasteful = ['--components', '200', '--restarts', '100', '--overlap', '0.9375']
    const before = await workspace.names()
    const { code, stderr } = await shellac('decompose', 'long.wav', '-o', 'long.shellac', ...wasteful)
    expect(stderr).toMatch(/Decomposing long\.wav takes \d+ MB of memory; \d+ MB are free\./)
    expect(stderr).toMatch(/With .*--restarts 10? it would take \d+ MB/)
    expect(code).toBe(30)
    expect(await workspace.names()).toEqual(before)
  })

  it('3: done, with a warning on stderr and in the JSON', async () => {
    const whole = await readFile(join(folder, 'side.wav'))
    await writeFile(join(folder, 'cut.wav'), whole.subarray(0, 9000))
    const ended = await shellac('info', 'cut.wav', '--json')
    expect(ended.code).toBe(3)
    expect(remarksOf(ended).map(({ type }) => type)).toContain('warning')
    expect((resultOf(ended) as { warnings: string[] }).warnings.length).toBeGreaterThan(0)
  })

  it('10: bad input, named with its value and rule', async () => {
    await writeFile(join(folder, 'empty.wav'), '')
    await mkdir(join(folder, 'sub'))
    const refusals: [string[], string][] = [
      [['conduct'], '"conduct" is no command; there are info, decompose'],
      [['info', 'missing.wav'], 'Cannot read missing.wav: it does not exist'],
      [['info', 'sub'], 'sub is a folder'],
      [['info', 'side.shellac'], 'side.shellac is a project, not a recording'],
      [['decompose', 'side.wav'], '-o <project> is missing'],
      [
        ['decompose', 'side.wav', '-o', 'x.shellac', '--components', '0'],
        '--components is "0"; it must be a whole number from 1 to 200',
      ],
      [['decompose', 'side.wav', '-o', 'side.shellac'], 'side.shellac exists already'],
      [['decompose', 'side.wav', '-o', 'sub'], 'sub is a folder; name a file, such as sub/project.shellac'],
      [['group', 'side.shellac', '--noise', '4'], 'Component 4 does not exist; allowed is 1..3'],
      [['group', 'side.shellac', '--strokes', 'side.wav'], 'side.wav is not a JSON list of strokes'],
      [
        ['export', 'side.shellac', '-o', 'x.wav', '--rate', '1'],
        '--rate is "1"; it must be a whole number from 1000 to 768000',
      ],
      [
        ['export', 'side.shellac', '-o', 'side.wav', '--what', 'sources'],
        'side.wav is a file; sources are written into a folder',
      ],
      [['remaster', 'side.wav', '-o', 'x.wav', '--pan', 'Voice=3'], 'There is no source named "Voice"'],
    ]
    expect(await unrefused(workspace, 10, refusals)).toEqual([])
  })

  it('11: what is not supported', async () => {
    await writeFile(join(folder, 'text.wav'), 'Dear diary')
    const refusals: [string[], string][] = [
      [['info', 'text.wav'], 'text.wav: The file is no recording of a known format'],
      [['components', 'side.wav'], 'side.wav'],
    ]
    expect(await unrefused(workspace, 11, refusals)).toEqual([])
  })

  it('20: a place that cannot be written', async () => {
    const refusals: [string[], string][] = [
      [['decompose', 'side.wav', '-o', 'no/x.shellac'], 'the folder'],
      [['export', 'side.shellac', '-o', 'no/x.wav'], 'does not exist'],
    ]
    expect(await unrefused(workspace, 20, refusals)).toEqual([])
  })

  it.skipIf(!existsSync('/dev/full'))('21: no room for the results', async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [program, 'info', 'side.wav'], {
      cwd: folder,
      stdio: ['ignore', full, 'ignore'],
    })
    expect(await new Promise((done) => child.on('close', done))).toBe(21)
  })

  it('of an error comes with code, message and advice as one JSON line', async () => {
    const ended = await shellac('export', 'missing.shellac', '-o', 'x.wav', '--json')
    expect(ended.code).toBe(10)
    expect(remarksOf(ended)).toEqual([
      {
        type: 'error',
        code: 'file-not-found',
        message: expect.stringContaining('missing.shellac') as string,
        advice: 'Check the path; nothing was changed.',
        details: expect.anything() as object,
      },
    ])
  })

  it('is 0 when the reader of a pipe goes away', async () => {
    const child = spawn(process.execPath, [program, 'components', 'side.shellac'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    child.stdout.destroy()
    expect(await new Promise((done) => child.on('close', done))).toBe(0)
  })
})
