import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import type { Project } from '@core/project/project'
import { parseArguments } from './arguments'
import { decomposeOptions, readDecomposeOptions, type DecomposeWish } from './decomposeOptions'
import { exportOptions, readExportOptions, type ExportWish } from './exportOptions'
import { checkForFreshProject, groupEdits, groupOptions, readGroupOptions } from './groupOptions'

const decomposing = (...words: string[]): DecomposeWish =>
  readDecomposeOptions(parseArguments(words, decomposeOptions))
const exporting = (target: string, ...words: string[]): ExportWish =>
  readExportOptions(parseArguments(words, exportOptions), target)
const grouping = (...words: string[]): ReturnType<typeof readGroupOptions> =>
  readGroupOptions(parseArguments(words, groupOptions))
const grouped = (...words: string[]): Project =>
  groupEdits(grouping(...words)).reduce((project, edit) => edit(project), sampleProject())

describe('options of decompose', () => {
  it('without any are the documented defaults', () => {
    expect(decomposing().channel).toBe('auto')
    expect(decomposing().declick).toBeNull()
    expect(decomposing().settingsAt(44_100)).toMatchObject({
      componentCount: 10,
      smoothness: 10,
      maxIterations: 100,
      tolerance: 1e-4,
      algorithm: 'accelerated',
      restarts: 1,
      seed: 1,
      framing: { windowLength: 1024, hop: 512 },
    })
  })

  it('reach the settings', () => {
    const words = '--components 5 --smoothness 0.5 --window 46 --overlap 0.75 --iterations 7 --tolerance 0'
    const more = '--algorithm em --restarts 3 --seed 9 --channel side --threads 2'
    const wish = decomposing(...`${words} ${more}`.split(' '))
    expect(wish.channel).toBe('side')
    expect(wish.settingsAt(44_100)).toMatchObject({
      componentCount: 5,
      smoothness: 0.5,
      maxIterations: 7,
      tolerance: 0,
      algorithm: 'em',
      restarts: 3,
      seed: 9,
      framing: { windowLength: 2048, hop: 512 },
    })
  })

  it('remove clicks where that is wished, at 5 unless another threshold is given', () => {
    expect(decomposing('--declick').declick).toEqual({ threshold: 5 })
    expect(decomposing('--declick', '8.5').declick).toEqual({ threshold: 8.5 })
  })

  it.each(['mm', 'mu', 'em'])('gives the plain algorithm %s 300 iterations', (algorithm) => {
    expect(decomposing('--algorithm', algorithm).settingsAt(8000).maxIterations).toBe(300)
  })

  it.each([
    ['components', '0', 'a whole number from 1 to 200'],
    ['smoothness', '-1', 'a number from 0 to 100000'],
    ['window', '1001', 'a number from 2 to 1000'],
    ['overlap', '0.95', 'a number from 0.5 to 0.9375'],
    ['iterations', '0', 'a whole number from 1 to 100000'],
    ['tolerance', '2', 'a number from 0 to 1'],
    ['algorithm', 'fast', 'one of mm, mu, accelerated, em'],
    ['restarts', '101', 'a whole number from 1 to 100'],
    ['seed', '-1', 'a whole number from 0 to 9007199254740991'],
    ['channel', 'both', 'one of auto, left, right, mid, side'],
    ['threads', '0', 'a whole number from 1 to 256'],
    ['declick', '2', 'a number from 3 to 50'],
  ])('refuse --%s %s, saying %s', (name, value, rule) => {
    expect(() => decomposing(`--${name}=${value}`)).toThrow(`--${name} is "${value}"; it must be ${rule}.`)
  })
})

describe('options of export', () => {
  const project = sampleProject()
  const withFormat = (sampleKind: 'integer' | 'float' | 'lossy', bitDepth: number): Project => ({
    ...project,
    recording: { ...project.recording, format: { container: '', codec: '', sampleKind, bitDepth } },
  })

  it('without any are a mix at the rate and pan law of the project', () => {
    const { contents, sampleRate, existing, tags, mix } = exporting('a.wav').settingsFor(project)
    expect({ contents, sampleRate, existing, tags }).toEqual({
      contents: ['mix'],
      sampleRate: 44_100,
      existing: 'refuse',
      tags: null,
    })
    expect([mix.panLaw, mix.noise.amount]).toEqual([-3, 0])
  })

  it('reach the settings', () => {
    const words = '--what mono --format flac --bits 16 --rate 48000 --pan-law -4.5 --noise-amount 25 --force'
    const settings = exporting('a.flac', ...words.split(' ')).settingsFor(project)
    const { contents, format, bits, sampleRate, existing, mix } = settings
    expect([contents, format, bits, sampleRate, existing]).toEqual([['mono'], 'flac', 16, 48_000, 'replace'])
    expect([mix.panLaw, mix.noise.amount]).toEqual([-4.5, 25])
  })

  it.each([
    ['a.wav', 'wav'],
    ['a.FLAC', 'flac'],
    ['a', 'wav'],
    ['a.mp3', 'mp3'],
    ['a.OGG', 'ogg'],
    ['side-a.v2', 'wav'],
  ])('the name %s asks for %s', (target, format) => {
    expect(exporting(target).settingsFor(project).format).toBe(format)
  })

  it.each(['a.m4a', 'a.aiff', 'a.shellac'])('refuse the name %s unless --format is said', (name) => {
    expect(() => exporting(name)).toThrow(/let it end in \.wav, \.flac, \.mp3 or \.ogg, or say --format/)
    expect(exporting(name, '--format', 'wav').settingsFor(project).format).toBe('wav')
  })

  it.each([
    ['integer', 8, 'wav', 16],
    ['integer', 16, 'flac', 16],
    ['integer', 24, 'wav', 24],
    ['integer', 32, 'wav', '32f'],
    ['integer', 32, 'flac', 24],
    ['float', 32, 'wav', '32f'],
    ['float', 64, 'flac', 24],
    ['lossy', 0, 'wav', 24],
  ] as const)('a %s source of %d bits becomes %s of %s bits', (kind, depth, format, bits) => {
    const wish = exporting('a', '--format', format)
    expect(wish.settingsFor(withFormat(kind, depth)).bits).toBe(bits)
  })

  it.each([
    [
      'what',
      'stems',
      'one of mix, sources, panned, components, removed, clicks, mono, others, dawproject, rpp, arrays',
    ],
    ['daw', 'cubase', 'one of dawproject, rpp'],
    ['format', 'aac', 'one of wav, flac, mp3, ogg'],
    ['bitrate', '100', 'one of 128, 192, 256, 320'],
    ['loudness', '3', 'a number from -40 to -5'],
    ['true-peak', '1', 'a number from -20 to 0'],
    ['existing', 'ask', 'one of refuse, replace, rename, skip'],
    ['bits', '32', 'one of 16, 24, 32f'],
    ['rate', '999', 'a whole number from 1000 to 768000'],
    ['pan-law', '-4,5', 'one of 0, -3, -4.5, -6'],
    ['pan-law', '', 'one of 0, -3, -4.5, -6'],
    ['noise-amount', '101', 'a number from 0 to 100'],
  ])('refuse --%s "%s", saying %s', (name, value, rule) => {
    const refused = `--${name} is "${value}"; it must be ${rule}.`
    expect(() => exporting('a.wav', `--${name}=${value}`)).toThrow(refused)
  })

  it('take a session by itself or beside the rest', () => {
    expect(exporting('out', '--daw', 'rpp').contents).toEqual(['rpp'])
    expect(exporting('out', '--daw', 'dawproject', '--what', 'arrays,mix').contents).toEqual([
      'mix',
      'dawproject',
      'arrays',
    ])
    expect(exporting('out', '--daw', 'dawproject').isFolder).toBe(true)
  })

  it('take the form of a preset, and what is said beside it', () => {
    const cd = exporting('a.wav', '--preset', 'cd').settingsFor(project)
    expect([cd.format, cd.bits, cd.sampleRate, cd.preset]).toEqual(['wav', 16, 44_100, 'CD'])
    const web = exporting('a', '--preset', 'web', '--bitrate', '128').settingsFor(project)
    expect([web.format, web.kilobits, web.level]).toEqual(['mp3', 128, { kind: 'peak', ceiling: -1 }])
    const named = exporting('a.ogg', '--preset', 'web', '--rate', '48000').settingsFor(project)
    expect([named.format, named.sampleRate]).toEqual(['ogg', 48_000])
    const broadcast = exporting('a.wav', '--preset', 'broadcast', '--loudness=-16').settingsFor(project)
    expect(broadcast.level).toEqual({ kind: 'loudness', target: -16, ceiling: -1, limit: false })
    expect(broadcast.broadcast).toBe(true)
  })

  it('take a preset of a person’s own from a file, and refuse one that breaks a rule', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shellac-preset-'))
    const path = join(folder, 'mine.json')
    try {
      const level = { kind: 'loudness', target: -18, ceiling: -2, limit: true }
      await writeFile(path, JSON.stringify({ name: 'Mine', format: 'flac', bits: 24, level }))
      const settings = exporting('a', '--preset', path).settingsFor(project)
      expect([settings.preset, settings.format, settings.level]).toEqual(['Mine', 'flac', level])
      await writeFile(path, '{"name":"Mine","format":"aac"}')
      expect(() => exporting('a', '--preset', path)).toThrow('The preset is wrong at format')
      await writeFile(path, 'no json')
      expect(() => exporting('a', '--preset', path)).toThrow('is no JSON')
      expect(() => exporting('a', '--preset', join(folder, 'none.json'))).toThrow('cannot be read')
      expect(() => exporting('a', '--preset', 'radio')).toThrow('it must be one of recording, archive')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('name several contents at once, each once and in one order', () => {
    expect(exporting('out', '--what', 'mono,mix,mono').settingsFor(project).contents).toEqual(['mix', 'mono'])
  })

  it('change tags and keep the others', () => {
    const words = ['--tags', 'title=A = B', '--tags', 'ARTIST=', '--tags', 'Matrix Number=B-4285']
    const { tags } = exporting('a.wav', ...words).settingsFor(project)
    expect(tags).toEqual({ TITLE: 'A = B', 'MATRIX NUMBER': 'B-4285' })
    expect(() => exporting('a.wav', '--tags', 'title')).toThrow('must look like "title=Side A"')
  })

  it('take names by a template, into a folder', () => {
    const wish = exporting('out', '--template', '{title} {what}')
    expect([wish.isFolder, wish.settingsFor(project).template]).toEqual([true, '{title} {what}'])
    expect(() => exporting('out', '--template', '{album}')).toThrow('{album} is no field')
    expect(() => exporting('out', '--template', 'a } b')).toThrow('"}" stands alone')
  })

  it('refuse what contradicts itself', () => {
    expect(() => exporting('a.wav', '--force', '--existing', 'skip')).toThrow('--force replaces files')
    expect(() => exporting('a.wav', '--limit')).toThrow('--limit goes with --loudness')
  })

  it('refuse floats in FLAC', () => {
    expect(() => exporting('a.flac', '--bits', '32f')).toThrow('FLAC holds integers')
  })
})

describe('options of group', () => {
  it('make sources of any name with pan and level', () => {
    const words = [
      '--source',
      'a=b/c=2',
      '--source',
      'Ő 歌手 🎷= 1 ',
      '--pan',
      'a=b/c=-40',
      '--gain',
      'a=b/c=-inf',
    ]
    const { sources } = grouped(...words)
    expect(sources.find((source) => source.name === 'a=b/c')).toMatchObject({
      components: [1],
      pan: -40,
      gain: -Infinity,
    })
    expect(sources.find((source) => source.name === 'Ő 歌手 🎷')?.components).toEqual([0])
  })

  it('give a source exactly the components named', () => {
    const [source] = sampleProject().sources
    expect(grouped('--source', `${source.name}=`).sources[0].components).toEqual([])
  })

  it('make the noise exactly the components named, in one list or several', () => {
    expect(grouped('--noise', '1,2').noise.components).toEqual([0, 1])
    expect(grouped('--noise', '1-3').noise.components).toEqual([0, 1, 2])
    expect(grouped('--source', 'A=1-2').sources.at(-1)?.components).toEqual([0, 1])
    expect(grouped('--noise', '1', '--noise', '3').noise.components).toEqual([0, 2])
    expect(grouped('--noise', '').noise.components).toEqual([])
  })

  it('change nothing when none is given', () => {
    expect(grouped()).toEqual(sampleProject())
  })

  it('find a source by its name in any Unicode form', () => {
    const { sources } = grouped('--source', 'Ű=1', '--pan', `${'Ű'.normalize('NFD')}=10`)
    expect(sources.find((source) => source.name === 'Ű')?.pan).toBe(10)
  })

  it.each([
    [['--source', 'A'], '--source is "A"; it must look like "<name>=<value>".'],
    [['--source', '=1'], '--source is "=1"; it must look like "<name>=<value>".'],
    [['--source', 'A=0'], 'A component of --source is "0"; it must be a whole number from 1 to 1000.'],
    [['--source', 'A=3-1'], 'A range of --source is "3-1"; the lower number comes first: "1-3".'],
    [['--noise', 'x'], 'A component of --noise is "x"'],
    [['--pan', 'A=101'], '--pan of "A" is "101"; it must be a number from -100 to 100.'],
    [['--gain', 'A=25'], '--gain of "A" (dB, or -inf) is "25"; it must be a number from -120 to 24.'],
    [['--source', 'A=1,1'], 'Component 1 is given twice to "A".'],
    [['--source', 'A=1-3,2'], 'Component 2 is given twice to "A".'],
    [['--source', 'A=1', '--source', 'B=1'], 'Component 1 is given to "A" and to "B".'],
    [['--source', 'A=1', '--noise', '1'], 'Component 1 is given to "A" and to the noise.'],
    [['--source', 'A=1', '--source', 'A=2'], '--source "A" is given twice.'],
  ])('refuse %j', (words, message) => {
    expect(() => grouping(...words)).toThrow(message)
  })

  it('refuse what the project does not have, naming what it has', () => {
    expect(() => grouped('--noise', '4')).toThrow('Component 4 does not exist; allowed is 1..3')
    expect(() => grouped('--pan', 'Zed=3')).toThrow('There is no source named "Zed"; there are: "')
  })

  it('of remaster are refused before the long work', () => {
    const check = (...words: string[]): void => checkForFreshProject(grouping(...words), 3)
    expect(() => check('--source', 'A=4')).toThrow('Component 4 does not exist; allowed is 1..3')
    expect(() => check('--noise', '9')).toThrow('Component 9 does not exist')
    expect(() => check('--gain', 'A=1')).toThrow('There is no source named "A"; there are: none yet')
    expect(() => check('--source', 'A=1', '--pan', 'A=3', '--noise', '3')).not.toThrow()
  })
})

describe('docs/command-line.md', () => {
  it('names every option', async () => {
    const page = await readFile(resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8')
    const names = Object.keys({
      ...decomposeOptions,
      ...groupOptions,
      ...exportOptions,
      output: {},
      link: {},
    })
    expect(names.filter((name) => !page.includes(`\`--${name}`))).toEqual([])
  })
})
