import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { JobControl } from '@core/contract/job'
import type { Mix } from '@core/separation/mixdown'
import type { Separation } from '@core/separation/renderOutputs'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import type { AtomicFile } from '../files/atomicWrite'
import type { OpenedProject } from '../projectFile/projectFile'
import { protectedPathsOf } from '../projects'
import { refuseRecording } from '../recordings'
import { needsFolder, planFiles, type ExportContent, type PlannedFile } from './exportPlan'
import {
  createFileWriter,
  type FileFormat,
  type FileWriter,
  type WordLength,
  type WrittenFile,
} from './fileWriter'
import { openFileSet } from './fileSet'
import { measureExport, sharedGain } from './measure'
import { remarksOn } from './remarks'
import { convertedLength, createRateConverter, renderBlocks } from './renderBlocks'
import { createReport, type ExportReport } from './report'
import { reportAsMarkdown } from './reportMarkdown'

export interface ExportSettings {
  readonly content: ExportContent
  readonly mix: Mix
  /** A file, or a folder for contents of several files. */
  readonly target: string
  readonly format: FileFormat
  readonly bits: WordLength
  /** Hz */
  readonly sampleRate: number
  /** Replace files that exist. */
  readonly overwrite: boolean
  /** Further files never to be replaced, such as the recording and the project. */
  readonly protectedPaths: readonly string[]
}

export interface ExportResult {
  readonly files: readonly ExportedFile[]
  readonly report: ExportReport
  /** Paths of the two sidecar reports. */
  readonly reportPaths: readonly string[]
  /** Sentences for the person. */
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

export interface ExportedFile extends WrittenFile {
  readonly path: string
  readonly title: string
  readonly channelCount: number
  readonly dither: boolean
}

interface OpenFile {
  readonly plan: PlannedFile
  readonly path: string
  readonly file: AtomicFile
  readonly dither: boolean
}

/**
 * Renders a project into files: all of them whole, or none. First a pass that measures (levels, null test, shared gain),
 * then one that writes all files at once, then the reports.
 * @param decomposed what the project's masks are made of; they are shaped as the project says
 * @throws ShellacError 'bad-argument', 'target-exists', 'target-is-source', 'write-failed', 'disk-full', 'cancelled'
 */
export async function exportAudio(
  opened: OpenedProject,
  decomposed: Separation,
  settings: ExportSettings,
  control: JobControl,
): Promise<ExportResult> {
  const separation = { ...decomposed, shaping: shapingOf(opened.project) }
  if (settings.format === 'flac' && settings.bits === '32f') {
    throw new ShellacError('bad-argument', 'FLAC holds integers; bits must be 16 or 24, not 32f.')
  }
  const files = planFiles(opened.project, settings.content, settings.mix)
  const paths = files.map((file) => pathOf(settings, file))
  const reportPaths = reportPathsOf(settings)
  const allPaths = [...paths, ...reportPaths]
  for (const path of allPaths) await refuseRecording(path, opened.project.recording)
  const fileSet = await openFileSet(allPaths, {
    overwrite: settings.overwrite,
    protectedPaths: [...settings.protectedPaths, ...protectedPathsOf(opened)],
    mayMakeFolder: needsFolder(settings.content),
  })
  try {
    const measurement = await measureExport(
      separation,
      opened.project,
      measureOptions(opened, settings, files),
      control,
    )
    const gain = sharedGain(measurement.peak, settings.bits !== '32f')
    const open = files.map((plan, i) => ({
      plan,
      path: paths[i],
      file: fileSet.files[i],
      dither: settings.bits !== '32f' && (gain !== 1 || !measurement.fitsWordLength[i]),
    }))
    const written = await writeFiles(open, separation, { opened, settings, gain, control })
    const remarks = remarksOn(settings, { measurement, gain, files: written })
    const report = createReport(opened, settings, { measurement, gain, files: written, ...remarks })
    const texts = [reportAsMarkdown(report), `${JSON.stringify(report, null, 2)}\n`]
    for (const [i, text] of texts.entries()) await fileSet.files[paths.length + i].write(Buffer.from(text))
    await fileSet.commit()
    return { files: written, report, reportPaths, ...remarks }
  } catch (error) {
    await fileSet.abort()
    throw error
  }
}

function measureOptions(
  opened: OpenedProject,
  settings: ExportSettings,
  files: readonly PlannedFile[],
): Parameters<typeof measureExport>[2] {
  const { bits } = settings
  return {
    mix: settings.mix,
    files,
    sourceRate: opened.project.recording.sampleRate,
    exportRate: settings.sampleRate,
    bits: bits === '32f' ? undefined : bits,
  }
}

interface WriteContext {
  readonly opened: OpenedProject
  readonly settings: ExportSettings
  readonly gain: number
  readonly control: JobControl
}

/** The writing pass: every block is rendered once for all files. */
async function writeFiles(
  open: readonly OpenFile[],
  separation: Separation,
  { opened, settings, gain, control }: WriteContext,
): Promise<ExportedFile[]> {
  const { recording } = opened.project
  const outputs = open.flatMap(({ plan }) => plan.channels)
  const converter = createRateConverter(outputs.length, recording.sampleRate, settings.sampleRate)
  const frameCount = convertedLength(separation.samples.length, recording.sampleRate, settings.sampleRate)
  const writers: FileWriter[] = []
  for (const { plan, file, dither } of open) {
    const { format, bits, sampleRate } = settings
    const tags = tagsOf(recording.tags, plan, settings.content)
    const channelCount = plan.channels.length
    writers.push(
      await createFileWriter(file, {
        format,
        bits,
        sampleRate,
        channelCount,
        frameCount,
        tags,
        dither,
        gain,
      }),
    )
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
    results.push({ path, title: plan.title, channelCount: plan.channels.length, dither, ...written })
  }
  return results
}

/** The tags of the recording, with the name of the part in the title. */
function tagsOf(
  tags: Readonly<Record<string, string>>,
  plan: PlannedFile,
  content: ExportContent,
): Record<string, string> {
  if (content === 'mix' || tags.TITLE === undefined) return { ...tags }
  return { ...tags, TITLE: `${tags.TITLE} (${plan.title})` }
}

function pathOf(settings: ExportSettings, file: PlannedFile): string {
  if (!needsFolder(settings.content)) return settings.target
  return join(settings.target, `${file.stem}.${settings.format}`)
}

function reportPathsOf(settings: ExportSettings): string[] {
  const base = needsFolder(settings.content) ? join(settings.target, settings.content) : settings.target
  return [`${base}.report.md`, `${base}.report.json`]
}
