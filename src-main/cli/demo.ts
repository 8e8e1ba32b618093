/** `npm run demo`: the main job on the bundled recordings, into out/demo. */
import { mkdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { toMono } from '@core/audio/channels/downmix'
import { assignToNoise } from '@core/project/edits'
import { ungroupedComponents, type Project } from '@core/project/project'
import { spreadByPitch } from '@core/project/spreadByPitch'
import { componentsActiveIn } from '@core/separation/findNoise'
import { lastFrameOver } from '@core/spectral/framing'
import { decompose } from '../engine/decompose'
import { defaultSettings } from '../engine/defaultSettings'
import { plainForm, plainWish, type SoundContent } from '@core/contract/exports'
import { exportAudio } from '../services/exports/exportAudio'
import { saveProject, type OpenedProject } from '../services/projectFile/projectFile'
import { createProjectOf, mixOf, separationOf } from '../services/projects'
import { openRecording } from '../services/recordings'
import { listenForSignals } from './signals'
import { createTerminal, reportError, type Terminal } from './terminal'

interface DemoRecording {
  readonly file: string
  /** Name of the files made. */
  readonly name: string
  /** Seconds at the start known to hold only noise; 0 if there are none. */
  readonly noiseOnlySeconds: number
  readonly listenFor: string
}

const root = resolve(import.meta.dirname, '../..')
const inputFolder = join(root, 'resources', 'demo')
const outputFolder = join(root, 'out', 'demo')

const recordings: readonly DemoRecording[] = [
  {
    file: 'vesti-la-giubba-1907-excerpt.flac',
    name: 'caruso-1907',
    noiseOnlySeconds: 0,
    listenFor:
      'Caruso and the band spread over the stage with nothing taken away; mute the surface components by ear next.',
  },
  {
    file: 'synthetic-jazz-band-10dB.flac',
    name: 'jazz-band',
    noiseOnlySeconds: 0.8,
    listenFor:
      'the surface noise, heard alone before the music, is lower; "removed" holds what was left out.',
  },
]

async function runDemo(terminal: Terminal): Promise<void> {
  await mkdir(outputFolder, { recursive: true })
  const lines: string[] = []
  for (const recording of recordings) lines.push(...(await remaster(recording, terminal)))
  const example = relative(process.cwd(), join(outputFolder, 'jazz-band.shellac'))
  lines.push(
    'Go on by hand, for example:',
    `  npx shellac components ${example}`,
    `  npx shellac export ${example} -o ${relative(process.cwd(), join(outputFolder, 'jazz-band-components'))} --what components`,
  )
  terminal.result(lines.join('\n'), { folder: outputFolder })
}

async function remaster(demo: DemoRecording, terminal: Terminal): Promise<string[]> {
  const recording = await openRecording(join(inputFolder, demo.file))
  const mono = toMono(recording.audio, 'auto')
  const settings = defaultSettings(recording.audio.sampleRate)
  const started = performance.now()
  const result = await decompose(mono.samples, settings, terminal.control)
  const seconds = (performance.now() - started) / 1000
  const fresh = await createProjectOf({ recording, mono, settings, result, link: false })
  const noiseFrames = lastFrameOver(settings.framing, demo.noiseOnlySeconds * recording.audio.sampleRate)
  const noise =
    demo.noiseOnlySeconds > 0 ? componentsActiveIn(result.factors, [{ from: 0, to: noiseFrames }]) : []
  const opened = { ...fresh, project: arrange(fresh.project, noise) }
  await saveProject(join(outputFolder, `${demo.name}.shellac`), opened, { overwrite: true })

  const written = [await render(opened, demo, 'mix', terminal)]
  if (noise.length > 0) written.push(await render(opened, demo, 'removed', terminal))
  const numbers = noise.map((k) => k + 1).join(', ')
  return [
    `${recording.name}: ${settings.componentCount} components in ${seconds.toFixed(1)} s${noise.length > 0 ? `, noise: ${numbers}` : ''}`,
    ...written.map((path) => `  ${relative(process.cwd(), path)}`),
    `  Listen: ${demo.listenFor}`,
    '',
  ]
}

function arrange(project: Project, noise: readonly number[]): Project {
  const withoutNoise = assignToNoise(noise)(project)
  return spreadByPitch(ungroupedComponents(withoutNoise))(withoutNoise)
}

async function render(
  opened: OpenedProject,
  demo: DemoRecording,
  content: SoundContent,
  terminal: Terminal,
): Promise<string> {
  const target = join(
    outputFolder,
    content === 'mix' ? `${demo.name}-stereo.wav` : `${demo.name}-${content}.wav`,
  )
  await exportAudio(
    opened,
    await separationOf(opened),
    {
      ...plainForm,
      ...plainWish,
      contents: [content],
      target,
      mix: mixOf(opened.project),
      bits: 16,
      sampleRate: opened.project.recording.sampleRate,
      existing: 'replace',
      protectedPaths: [],
    },
    terminal.control,
  )
  return target
}

const signals = listenForSignals(() => undefined)
try {
  await runDemo(createTerminal(false, signals))
} catch (error) {
  process.exitCode = reportError(error, false, signals)
}
