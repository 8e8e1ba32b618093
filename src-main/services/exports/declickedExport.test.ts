import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toMono } from '@core/audio/channels/downmix'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { plainForm, plainWish, type ExportContent } from '@core/contract/exports'
import { assignToNoise } from '@core/project/edits'
import { sampleRate, spoiltMusic } from '@core/restoration/spoiltMusic.testSupport'
import type { Separation } from '@core/separation/renderOutputs'
import { decodeAudio } from '../../codecs/decodeAudio'
import { decompose } from '../../engine/decompose'
import { defaultSettings } from '../../engine/defaultSettings'
import { refusal } from '../files/refusal.testSupport'
import type { OpenedProject } from '../projectFile/projectFile'
import { analysedSamples, createProjectOf, mixOf, separationOf } from '../projects'
import { openRecording } from '../recordings'
import { exportAudio } from './exportAudio'
import type { ExportResult, ExportSettings } from './exportSettings'
import { difference, patience } from './exportCase.testSupport'
import { reportAsMarkdown } from './reportMarkdown'

let folder = ''
let opened: OpenedProject
let separation: Separation
const { clicked } = spoiltMusic(-15, { seconds: 2 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-declicked-'))
  const path = join(folder, 'clicked.wav')
  await writeFile(path, writeWav({ sampleRate, channels: [clicked] }, '32f'))
  const recording = await openRecording(path)
  const mono = toMono(recording.audio, 'auto')
  const declick = { threshold: 5 }
  const { samples } = await analysedSamples(mono.samples, { sampleRate, declick }, patience)
  const settings = { ...defaultSettings(sampleRate), componentCount: 3, maxIterations: 3 }
  const result = await decompose(samples, settings, patience)
  const fresh = await createProjectOf({ recording, mono, settings, result, link: false, declick })
  opened = { ...fresh, project: assignToNoise([2])(fresh.project) }
  separation = await separationOf(opened)
})
afterAll(() => rm(folder, { recursive: true }))

function settingsFor(content: ExportContent, name: string): ExportSettings {
  return {
    ...plainForm,
    ...plainWish,
    contents: [content],
    target: join(folder, name),
    mix: mixOf(opened.project),
    bits: '32f',
    sampleRate,
    protectedPaths: [],
  }
}

function exported(content: ExportContent, name: string): Promise<ExportResult> {
  return exportAudio(opened, separation, settingsFor(content, name), patience)
}

async function soundOf(path: string): Promise<Float32Array> {
  return Float32Array.from((await decodeAudio(await readFile(path))).channels[0])
}

it('what was removed and the mono without it are the recording', async () => {
  const [removed] = (await exported('removed', 'removed.wav')).files
  const [mono] = (await exported('mono', 'mono.wav')).files
  const [one, other] = await Promise.all([removed, mono].map(({ path }) => soundOf(path)))
  expect(
    difference(
      one.map((value, i) => value + other[i]),
      clicked,
    ),
  ).toBeLessThan(-110)
})

it.each(['components', 'sources'] as const)(
  'all files of the %s, the clicks last, are the recording',
  async (content) => {
    const { files, report } = await exported(content, content)
    expect(files.at(-1)?.plan.title).toBe('Removed clicks')
    const sounds = await Promise.all(files.map(({ path }) => soundOf(path)))
    const sum = sounds[0].map((_, i) => sounds.reduce((total, sound) => total + sound[i], 0))
    expect(difference(sum, clicked)).toBeLessThan(-110)
    expect(report.nullTestDecibels).toBeLessThan(-110)
  },
)

it('the clicks alone are what was taken away', async () => {
  const [file] = (await exported('clicks', 'clicks.wav')).files
  const taken = clicked.map((value, i) => value - separation.samples[i])
  expect(difference(await soundOf(file.path), taken)).toBeLessThan(-110)
})

it('the report tells of it, and what the null test is against', async () => {
  const { report } = await exported('mix', 'mix.wav')
  const count = separation.declicked?.clicks.length ?? 0
  expect(count).toBeGreaterThan(5)
  expect(report).toMatchObject({
    analysis: { declick: { threshold: 5 } },
    clicks: { count, perSecond: count / 2 },
  })
  const page = reportAsMarkdown(report)
  expect(page).toContain(`threshold 5, ${count} clicks removed`)
  expect(page).toContain('all parts and the removed clicks summed, against the recording')
})

it('clicks of a project that removed none are refused', async () => {
  const { project } = opened
  const plain = { ...opened, project: { ...project, analysis: { ...project.analysis, declick: null } } }
  const work = exportAudio(plain, separation, settingsFor('clicks', 'none.wav'), patience)
  expect((await refusal(work)).code).toBe('bad-argument')
})
