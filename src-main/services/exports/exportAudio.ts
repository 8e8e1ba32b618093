import { basename } from 'node:path'
import { checkRates, convertedLength } from '@core/audio/resample'
import type { WaveChunk } from '@core/audio/pcm/waveHeader'
import type { JobControl } from '@core/contract/job'
import { ShellacError } from '@core/contract/errors'
import { sessionContents } from '@core/contract/exports'
import { exportGain, type ExportGain } from '@core/export/exportGain'
import { enclosedFiles, planFiles, type PlannedFile } from '@core/export/exportPlan'
import { isLossless } from '@core/export/presets'
import type { Separation } from '@core/separation/renderOutputs'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { pause } from '../../engine/pause'
import { createAtomicFile, type AtomicFile } from '../files/atomicWrite'
import { createPatience } from '../files/patience'
import { exportNeeds } from '../needs/exportNeeds'
import { requireDisk, requireMemory, systemRoom } from '../needs/room'
import type { OpenedProject } from '../projectFile/projectFile'
import { carriedChunksOf, protectedPathsOf } from '../projects'
import { refuseRecording } from '../recordings'
import type { Companion, CompanionPlace, ExportFacts, RenderedSound } from './companion'
import { companionsOf, reportOf } from './companions'
import type { ExportedFile, ExportResult, ExportSettings } from './exportSettings'
import {
  companionTargets,
  goesIntoFolder,
  replaces,
  targetsOf,
  type ExportTargets,
  type SoundTarget,
} from './exportTargets'
import { fileTags } from './fileTags'
import { createFileWriter, type FileWriter } from './fileWriter'
import { openFileSet, type FileSet } from './fileSet'
import { measureExport } from './measure'
import { remarksOn } from './remarks'
import { renderBlocks } from './renderBlocks'

interface Export {
  readonly opened: OpenedProject
  readonly separation: Separation
  readonly settings: ExportSettings
  readonly control: JobControl
}

/**
 * Renders a project into files: all of them whole, or none. First a pass that measures (levels, null test, shared gain),
 * then one that writes the sound of all contents at once, then what tells of it and the names of all files.
 * @param decomposed what the project's masks are made of; they are shaped as the project says
 * @throws ShellacError 'bad-argument', 'target-exists', 'target-is-source', 'not-enough-memory', 'write-failed', 'disk-full', 'disk-not-responding', 'cancelled'
 */
export async function exportAudio(
  opened: OpenedProject,
  decomposed: Separation,
  wished: ExportSettings,
  control: JobControl,
  room = systemRoom,
): Promise<ExportResult> {
  requireForm(wished)
  checkRates(opened.project.recording.sampleRate, wished.sampleRate)
  const patience = createPatience({ control, fileSystem: wished.fileSystem, seconds: wished.patience })
  const settings = { ...wished, fileSystem: patience.fileSystem }
  const { target } = settings
  const separation = { ...decomposed, shaping: shapingOf(opened.project) }
  const order: Export = { opened, separation, settings, control }
  const { project } = opened
  const needs = exportNeeds(project, separation, settings)
  const what = `Exporting ${project.recording.name}`
  requireMemory(what, needs.memory, room)
  await patience.wait(target, () => requireDisk(what, [{ path: target, bytes: needs.disk }], room))
  const recording = namedRecording(opened, settings)
  const plans = planFiles(project, settings.contents, settings.mix)
  const targets = await patience.wait(target, () => targetsOf(settings, plans, recording))
  const companions = await patience.wait(target, () =>
    placedCompanions(settings, { base: targets.base, recording }),
  )
  const companionPaths = companions.flatMap(({ paths }) => paths)
  const paths = [...targets.sounds.map(({ path }) => path), ...companionPaths]
  for (const path of paths) {
    const { byteLength } = project.recording
    await patience.wait(path, () => refuseRecording(path, project.recording), byteLength)
  }
  const rules = { protectedPaths: [...settings.protectedPaths, ...protectedPathsOf(opened)] }
  const fileSet = await openFileSet(paths, {
    ...rules,
    overwrite: replaces(settings.existing),
    patience,
    mayMakeFolder: goesIntoFolder(settings),
  })
  const enclosed = await enclose(order, targets).catch(async (error: unknown) => {
    await fileSet.abort()
    throw error
  })
  try {
    const facts = await writeSound(order, [...withFiles(targets.sounds, fileSet), ...enclosed], targets)
    const { files, report, notes, warnings, skipped } = facts
    let next = targets.sounds.length
    for (const { companion, paths: own } of companions) {
      const files = fileSet.files.slice(next, next + own.length)
      await pause(control)
      await patience.wait(target, () => companion.write(files, facts), needs.disk)
      next += own.length
    }
    await pause(control)
    await fileSet.commit()
    await discard(enclosed)
    control.report({ stage: 'reporting', done: 1 })
    return { files, report, companionPaths, skipped, notes, warnings }
  } catch (error) {
    // First what lies in the folder, then the folder.
    await discard(enclosed)
    await fileSet.abort()
    throw error
  }
}

/** @throws ShellacError 'bad-argument' for what no file can hold */
function requireForm({ format, bits, contents }: ExportSettings): void {
  if (format === 'flac' && bits === '32f') {
    throw new ShellacError('bad-argument', 'FLAC holds integers; bits must be 16 or 24, not 32f.')
  }
  const isSession = sessionContents.some((content) => contents.includes(content))
  if (!isSession || isLossless(format)) return
  const message = `A session of a workstation takes WAV or FLAC, not ${format.toUpperCase()}; choose one of them.`
  throw new ShellacError('bad-argument', message)
}

async function placedCompanions(
  settings: ExportSettings,
  place: CompanionPlace,
): Promise<{ readonly companion: Companion; readonly paths: readonly string[] }[]> {
  const placed = companionsOf(settings).map(async (companion) => ({
    companion,
    paths: await companionTargets(companion.paths(place), settings),
  }))
  return Promise.all(placed)
}

/** Sound on its way to a file. */
interface SoundFile {
  readonly plan: PlannedFile
  /** Null for what has no file of its own. */
  readonly path: string | null
  readonly file: AtomicFile
}

function withFiles(sounds: readonly SoundTarget[], { files }: FileSet): SoundFile[] {
  return sounds.map((target, i) => ({ ...target, file: files[i] }))
}

/** Files for the sound that goes into another one: they never get a name and are removed in the end. */
async function enclose({ opened, settings }: Export, { base }: ExportTargets): Promise<SoundFile[]> {
  const enclosed: SoundFile[] = []
  try {
    for (const plan of enclosedFiles(opened.project, settings.contents, settings.mix)) {
      const file = await createAtomicFile(`${base}.${enclosed.length + 1}`, {
        overwrite: true,
        fileSystem: settings.fileSystem,
      })
      enclosed.push({ plan, path: null, file })
    }
    return enclosed
  } catch (error) {
    await discard(enclosed)
    throw error
  }
}

async function discard(sounds: readonly SoundFile[]): Promise<void> {
  for (const { file } of sounds) await file.abort()
}

/** The recording as names and tags speak of it: with the tags the person wants. */
function namedRecording(
  { project }: OpenedProject,
  { tags }: ExportSettings,
): Parameters<typeof targetsOf>[2] {
  return { name: project.recording.name, tags: tags ?? project.recording.tags }
}

/** Measures, decides the gain, writes all sound. */
async function writeSound(
  order: Export,
  sounds: readonly SoundFile[],
  { staying }: ExportTargets,
): Promise<ExportFacts & { readonly skipped: readonly string[] }> {
  const { opened, separation, settings, control } = order
  const { format, bits } = settings
  const plans = sounds.map(({ plan }) => plan)
  const measurement = await measureExport(
    separation,
    opened.project,
    {
      mix: settings.mix,
      files: plans,
      sourceRate: opened.project.recording.sampleRate,
      exportRate: settings.sampleRate,
      bits: isLossless(format) && bits !== '32f' ? bits : undefined,
    },
    control,
  )
  const clips = format !== 'wav' || bits !== '32f'
  const { peak, truePeak, loudness } = measurement
  const level = exportGain(settings.level, { peak, truePeak, loudness, clips })
  const open = sounds.map((sound, i) => ({
    ...sound,
    dither: needsDither(settings, level, measurement.fitsWordLength[i]),
  }))
  const chunks = format === 'wav' ? await carriedChunksOf(opened) : []
  const { written, sampleCount } = await writeFiles(open, { ...order, chunks: chunks ?? [] }, level)
  control.report({ stage: 'reporting', done: 0 })
  const files = written.flatMap((file, i) => {
    const { path } = sounds[i]
    return path === null ? [] : [{ ...file, path }]
  })
  const skipped = staying.map(({ path }) => basename(path))
  const facts = {
    ...order,
    measurement,
    gain: level.gain,
    declicked: order.separation.declicked,
    files,
    sounds: [...(await Promise.all(sounds.map(ready))), ...staying.map(asItIs)],
    sampleCount,
    ...remarksOn(settings, { measurement, level, files, skipped, lacksChunks: chunks === null }),
  }
  return { ...facts, skipped, report: reportOf(facts) }
}

/** The finished bytes, which have no name yet. */
async function ready({ plan, path, file }: SoundFile): Promise<RenderedSound> {
  let readyAt = ''
  await file.verify(async (temporaryPath) => {
    readyAt = temporaryPath
    await Promise.resolve()
  })
  return { plan, path, readyAt }
}

function asItIs({ plan, path }: SoundTarget): RenderedSound {
  return { plan, path, readyAt: path }
}

function needsDither({ format, bits }: ExportSettings, { gain, limit }: ExportGain, fits: boolean): boolean {
  if (!isLossless(format) || bits === '32f') return false
  return gain !== 1 || limit !== null || !fits
}

interface OpenFile extends SoundFile {
  readonly dither: boolean
}

/** The writing pass: every block is rendered once for all files. */
async function writeFiles(
  open: readonly OpenFile[],
  { opened, separation, settings, control, chunks }: Export & { readonly chunks: readonly WaveChunk[] },
  level: ExportGain,
): Promise<{ readonly written: readonly Omit<ExportedFile, 'path'>[]; readonly sampleCount: number }> {
  const { recording } = opened.project
  const outputs = open.flatMap(({ plan }) => plan.channels)
  const rates = { from: recording.sampleRate, to: settings.sampleRate }
  const frameCount = convertedLength(separation.samples.length, rates.from, rates.to)
  const writers: FileWriter[] = []
  for (const { plan, file, dither } of open) {
    const channelCount = plan.channels.length
    const { format, bits, kilobits, sampleRate } = settings
    const form = { format, bits, kilobits, sampleRate, channelCount, frameCount, dither }
    const tags = fileTags({ opened, settings, plan, level, dither, chunks })
    writers.push(await createFileWriter(file, { ...form, ...level, ...tags }))
  }
  const blocks = renderBlocks({ separation, rates }, outputs, { stage: 'writing' }, control)
  for await (const { converted } of blocks) {
    let first = 0
    for (const [i, { plan }] of open.entries()) {
      await writers[i].write(converted.slice(first, first + plan.channels.length))
      first += plan.channels.length
    }
  }
  const written: Omit<ExportedFile, 'path'>[] = []
  for (const [i, { plan, dither }] of open.entries()) {
    written.push({ plan, channelCount: plan.channels.length, dither, ...(await writers[i].finish()) })
  }
  return { written, sampleCount: frameCount }
}
