/** What you hear is what you export: the player's graph in a browser beside the exporter's files. */
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Decomposed, EngineClient, OpenedRecording } from '@core/contract/engine'
import { plainForm, plainWish } from '@core/contract/exports'
import { createEngineClient } from '@core/contract/engineClient'
import type { ArtifactId, FileId } from '@core/contract/ids'
import {
  assignToNoise,
  createSource,
  setGain,
  setMute,
  setNoiseAmount,
  setPan,
  setPanLaw,
  setSolo,
  type Edit,
} from '@core/project/edits'
import { setNoiseSmoothing, setSourceNoise } from '@core/project/noiseEdits'
import type { Project } from '@core/project/project'
import { addStroke } from '@core/project/strokeEdits'
import { panLaws } from '@core/separation/panLaw'
import { differenceDecibels, energy } from '../audio/signals'
import { makeTruthRecording } from '../audio/truthRecording'
import { readWav, writeWav } from '../audio/wavFile'
import { chromiumPath } from '../shells/chromium'
import type { PreviewWish } from './preview'

const root = resolve(import.meta.dirname, '../..')
/** dB; 32-bit floats on both sides leave about -150. */
const mostDifference = -90

let folder: string
let child: ChildProcess
let engine: EngineClient
let browser: Browser
let page: Page
let opened: OpenedRecording
let decomposed: Decomposed
let grouped: Project

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-parity-'))
  child = fork(join(root, 'out/main/engineChild.js'), [], { serialization: 'advanced', execArgv: [] })
  engine = createEngineClient({
    send: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => void child.once('disconnect', listener),
  })
  const executablePath = chromiumPath()
  browser = await chromium.launch(executablePath === undefined ? {} : { executablePath })
  page = await openPreview(browser)
  ;[opened, decomposed] = await decompose()
  grouped = edited(decomposed.project, [
    createSource('Clarinet', [0, 3]),
    createSource('Tuba', [1]),
    assignToNoise([4]),
    onSource(0, (id) => setPan(id, -62)),
    onSource(1, (id) => setPan(id, 37)),
    onSource(1, (id) => setGain(id, -7.3)),
    setNoiseAmount(30),
  ])
})

afterAll(async () => {
  await browser.close()
  child.disconnect()
  await rm(folder, { recursive: true, force: true })
})

async function openPreview(from: Browser): Promise<Page> {
  const bundle = (await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@core': join(root, 'src-core') } },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'preview.ts'), formats: ['iife'], name: 'preview' },
    },
  })) as Rolldown.RolldownOutput[]
  const blank = await from.newPage()
  await blank.exposeFunction('callEngine', (method: 'renderAudio', request: never) =>
    engine.call(method, request),
  )
  await blank.exposeFunction('engineArtifact', async (id: string) => [
    ...(await engine.artifact(id as ArtifactId)),
  ])
  await blank.addScriptTag({ content: bundle[0].output[0].code })
  return blank
}

async function decompose(): Promise<[OpenedRecording, Decomposed]> {
  const { mixture, sampleRate } = makeTruthRecording({ seconds: 1.5, signalToNoise: 12 })
  const path = join(folder, 'recording.wav')
  await writeFile(path, writeWav(mixture, sampleRate))
  const recording = await engine.call('openRecording', { file: path as FileId })
  const settings = {
    components: 6,
    smoothness: 10,
    windowMilliseconds: 23,
    overlap: 0.5,
    algorithm: 'accelerated',
    maxIterations: 8,
    tolerance: 0,
    restarts: 1,
    learned: [],
    declick: null,
    seed: 1,
  } as const
  const { session } = recording
  return [recording, await engine.call('decompose', { session, channel: 'auto', settings })]
}

const edited = (project: Project, edits: readonly Edit[]): Project =>
  edits.reduce((before, edit) => edit(before), project)

const onSource =
  (index: number, editOf: (id: string) => Edit): Edit =>
  (project) =>
    editOf(project.sources[index].id)(project)

type Stereo = readonly [left: Float32Array, right: Float32Array]

async function previewed(project: Project): Promise<Stereo> {
  const { sampleRate, sampleCount } = opened.recording
  const { session } = opened
  const { decomposition } = decomposed
  const material = { session, channel: 'auto', decomposition, sampleRate, sampleCount } as const
  const wish: PreviewWish = { project, material }
  const { left, right } = await page.evaluate((it) => window.preview(it), wish)
  return [Float32Array.from(left), Float32Array.from(right)]
}

async function exported(project: Project): Promise<Stereo> {
  const target = join(folder, 'mix.wav')
  await engine.call('exportAudio', {
    session: opened.session,
    decomposition: decomposed.decomposition,
    project,
    file: target as FileId,
    export: {
      ...plainForm,
      ...plainWish,
      contents: ['mix'],
      bits: '32f',
      sampleRate: opened.recording.sampleRate,
      panLaw: project.mix.panLaw,
      noiseAmount: project.noise.amount,
      existing: 'replace',
    },
  })
  const { channels } = readWav(new Uint8Array(await readFile(target)))
  return [channels[0], channels[1]]
}

const joined = ([left, right]: Stereo): Float32Array => Float32Array.from([...left, ...right])

/** Level of what the preview differs by from the export, dB; -Infinity where they are the same, silence too. */
async function difference(heard: Project, written: Project = heard): Promise<number> {
  const [preview, file] = [joined(await previewed(heard)), joined(await exported(written))]
  if (energy(file) === 0) return energy(preview) === 0 ? -Infinity : Infinity
  return differenceDecibels(preview, file)
}

describe('what is heard is what is exported', () => {
  it.each(panLaws)('by the pan law of %d dB', async (panLaw) => {
    expect(await difference(setPanLaw(panLaw)(grouped))).toBeLessThan(mostDifference)
  })

  const cases: Readonly<Record<string, readonly Edit[]>> = {
    'nothing grouped': [],
    'a source muted': [onSource(0, (id) => setMute(id, true))],
    'one source solo': [onSource(1, (id) => setSolo(id, true))],
    'both sources solo': [onSource(0, (id) => setSolo(id, true)), onSource(1, (id) => setSolo(id, true))],
    'a source solo and muted': [
      onSource(0, (id) => setSolo(id, true)),
      onSource(0, (id) => setMute(id, true)),
    ],
    'no noise': [setNoiseAmount(0)],
    'half of the noise': [setNoiseAmount(50)],
    'all of the noise': [setNoiseAmount(100)],
    'a source at -inf dB': [onSource(0, (id) => setGain(id, -Infinity))],
    'a source at +12 dB': [onSource(1, (id) => setGain(id, 12))],
    'noise with a source, at its place': [onSource(0, (id) => setSourceNoise(id, -9)), setNoiseAmount(0)],
    'noise with a source that is muted': [
      onSource(1, (id) => setSourceNoise(id, -3)),
      onSource(1, (id) => setMute(id, true)),
    ],
    'smoothed noise': [setNoiseSmoothing({ milliseconds: 60 })],
    'noise smoothed in time and pitch': [setNoiseSmoothing({ milliseconds: 60, hertz: 200 })],
    'strokes from source to source and from all others': [
      (project) => {
        const [clarinet, tuba] = project.sources.map(({ id }) => ({ kind: 'source', id }) as const)
        const points = [
          { seconds: 0.3, hertz: 200 },
          { seconds: 1.1, hertz: 900 },
        ]
        const path = { kind: 'path', points, seconds: 0.2, octaves: 1 } as const
        const box = { kind: 'box', start: 0.8, end: 1.3, low: 100, high: 5000 } as const
        const painted = addStroke({ to: tuba, from: clarinet, strength: 90, shape: path })(project)
        return addStroke({ to: { kind: 'noise' }, from: null, strength: 40, shape: box })(painted)
      },
      setNoiseSmoothing({ milliseconds: 30 }),
    ],
    'sources hard left and right': [
      onSource(0, (id) => setPan(id, -100)),
      onSource(1, (id) => setPan(id, 100)),
    ],
  }
  it.each(Object.entries(cases))('with %s', async (name, edits) => {
    const project = edited(edits.length === 0 ? decomposed.project : grouped, edits)
    expect(await difference(project), name).toBeLessThan(mostDifference)
  })

  it('and a difference would be noticed: of the law, of half a decibel, of one step of pan, of the noise', async () => {
    const wrong: readonly Edit[] = [
      setPanLaw(-6),
      onSource(1, (id) => setGain(id, -6.8)),
      onSource(0, (id) => setPan(id, -61)),
      setNoiseAmount(31),
      onSource(0, (id) => setSourceNoise(id, -40)),
      setNoiseSmoothing({ milliseconds: 60 }),
    ]
    for (const edit of wrong) expect(await difference(edit(grouped), grouped)).toBeGreaterThan(-80)
  })
})
