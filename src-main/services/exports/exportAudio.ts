import type { JobControl } from '@core/contract/job'
import { ShellacError } from '@core/contract/errors'
import { exportGain, type ExportGain } from '@core/export/exportGain'
import { planFiles } from '@core/export/exportPlan'
import { isLossless } from '@core/export/presets'
import type { Separation } from '@core/separation/renderOutputs'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import type { AtomicFile } from '../files/atomicWrite'
import type { OpenedProject } from '../projectFile/projectFile'
import { carriedChunksOf, protectedPathsOf } from '../projects'
import { refuseRecording } from '../recordings'
import { companionsOf, reportOf } from './companions'
import type { ExportedFile, ExportResult, ExportSettings } from './exportSettings'
import { goesIntoFolder, replaces, targetsOf, type ExportTargets, type SoundTarget } from './exportTargets'
import { fileTags } from './fileTags'
import { createFileWriter, type FileWriter } from './fileWriter'
import { openFileSet, type FileSet } from './fileSet'
import { measureExport } from './measure'
import { remarksOn } from './remarks'
import { convertedLength, createRateConverter, renderBlocks } from './renderBlocks'

interface Export {
  readonly opened: OpenedProject
  readonly separation: Separation
  readonly settings: ExportSettings
  readonly control: JobControl
}

/**
 * Renders a project into files: all of them whole, or none. First a pass that measures (levels, null test, shared gain),
 * then one that writes the sound of all contents at once, then what tells of it.
 * @param decomposed what the project's masks are made of; they are shaped as the project says
 * @throws ShellacError 'bad-argument', 'target-exists', 'target-is-source', 'write-failed', 'disk-full', 'cancelled'
 */
export async function exportAudio(
  opened: OpenedProject,
  decomposed: Separation,
  settings: ExportSettings,
  control: JobControl,
): Promise<ExportResult> {
  requireForm(settings)
  const separation = { ...decomposed, shaping: shapingOf(opened.project) }
  const { project } = opened
  const files = planFiles(project, settings.contents, settings.mix)
  const targets = await targetsOf(settings, files, namedRecording(opened, settings))
  const companions = companionsOf(settings)
  const companionPaths = companions.flatMap((companion) => companion.paths(targets.base))
  const paths = [...targets.sounds.map(({ path }) => path), ...companionPaths]
  for (const path of paths) await refuseRecording(path, project.recording)
  const fileSet = await openFileSet(paths, {
    overwrite: replaces(settings.existing),
    protectedPaths: [...settings.protectedPaths, ...protectedPathsOf(opened)],
    mayMakeFolder: goesIntoFolder(settings),
  })
  try {
    const order = { opened, separation, settings, control }
    const facts = await writeSound(order, targets, fileSet)
    const withReport = { ...facts, report: reportOf(facts) }
    const texts = companions.flatMap((companion) => companion.contents(withReport))
    for (const [i, text] of texts.entries()) await fileSet.files[targets.sounds.length + i].write(text)
    await fileSet.commit()
    const { report, notes, warnings } = withReport
    return { files: facts.files, report, companionPaths, skipped: targets.skipped, notes, warnings }
  } catch (error) {
    await fileSet.abort()
    throw error
  }
}

/** @throws ShellacError 'bad-argument' for what no file can hold */
function requireForm({ format, bits }: ExportSettings): void {
  if (format !== 'flac' || bits !== '32f') return
  throw new ShellacError('bad-argument', 'FLAC holds integers; bits must be 16 or 24, not 32f.')
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
  targets: ExportTargets,
  fileSet: FileSet,
): Promise<Parameters<typeof reportOf>[0]> {
  const { opened, separation, settings, control } = order
  const { format, bits } = settings
  const plans = targets.sounds.map(({ plan }) => plan)
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
  const { peak, truePeak, reference } = measurement
  const level = exportGain(settings.level, { peak, truePeak, loudness: reference.loudness, clips })
  const open = targets.sounds.map((target, i) => ({
    ...target,
    file: fileSet.files[i],
    dither: needsDither(settings, level, measurement.fitsWordLength[i]),
  }))
  const files = await writeFiles(open, order, level)
  const facts = { opened, settings, measurement, gain: level.gain, files }
  return { ...facts, ...remarksOn(settings, { measurement, level, files, skipped: targets.skipped }) }
}

function needsDither({ format, bits }: ExportSettings, { gain, limit }: ExportGain, fits: boolean): boolean {
  if (!isLossless(format) || bits === '32f') return false
  return gain !== 1 || limit !== null || !fits
}

interface OpenFile extends SoundTarget {
  readonly file: AtomicFile
  readonly dither: boolean
}

/** The writing pass: every block is rendered once for all files. */
async function writeFiles(
  open: readonly OpenFile[],
  { opened, separation, settings, control }: Export,
  level: ExportGain,
): Promise<ExportedFile[]> {
  const { recording } = opened.project
  const outputs = open.flatMap(({ plan }) => plan.channels)
  const converter = createRateConverter(outputs.length, recording.sampleRate, settings.sampleRate)
  const frameCount = convertedLength(separation.samples.length, recording.sampleRate, settings.sampleRate)
  const chunks = settings.format === 'wav' ? await carriedChunksOf(opened) : []
  const writers: FileWriter[] = []
  for (const { plan, file, dither } of open) {
    const channelCount = plan.channels.length
    const { format, bits, kilobits, sampleRate } = settings
    const form = { format, bits, kilobits, sampleRate, channelCount, frameCount, dither }
    const tags = fileTags({ opened, settings, plan, level, dither, chunks })
    writers.push(await createFileWriter(file, { ...form, ...level, ...tags }))
  }
  const distribute = async (signals: readonly (Float32Array | Float64Array)[]): Promise<void> => {
    let first = 0
    for (const [i, { plan }] of open.entries()) {
      await writers[i].write(signals.slice(first, first + plan.channels.length))
      first += plan.channels.length
    }
  }
  for await (const { signals } of renderBlocks(separation, outputs, 'writing', control)) {
    await distribute(converter.push(signals))
  }
  await distribute(converter.finish())
  const results: ExportedFile[] = []
  for (const [i, { plan, path, dither }] of open.entries()) {
    const written = await writers[i].finish()
    results.push({ path, plan, channelCount: plan.channels.length, dither, ...written })
  }
  return results
}
