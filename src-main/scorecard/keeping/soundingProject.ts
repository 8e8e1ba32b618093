/** A project small enough to be exported many times. */
import { plainForm, plainWish } from '@core/contract/exports'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { createRandom } from '@core/random'
import type { Separation } from '@core/separation/renderOutputs'
import { frameCountOf } from '@core/spectral/framing'
import type { ExportSettings } from '../../services/exports/exportSettings'
import type { OpenedProject } from '../../services/projectFile/projectFile'
import { mixOf, separationOf } from '../../services/projects'
import { countedProject } from './subjects'

export type ExportedAs = 'wav' | 'flac'

export interface SoundingProject {
  readonly opened: OpenedProject
  readonly separation: Separation
}

/** Half a second of seeded noise at 8 kHz. */
export async function soundingProject(): Promise<SoundingProject> {
  const sampleRate = 8000
  const counted = countedProject(1)
  const { analysis, decomposition, recording } = counted.project
  const random = createRandom(4)
  const channels = [Float32Array.from({ length: sampleRate / 2 }, () => random.uniform() - 0.5)]
  const frameCount = frameCountOf(analysis, channels[0].length)
  const opened: OpenedProject = {
    ...counted,
    project: {
      ...counted.project,
      recording: { ...recording, sampleRate, sampleCount: channels[0].length },
      decomposition: { ...decomposition, frameCount },
    },
    H: Float32Array.from({ length: analysis.componentCount * frameCount }, () => random.uniform()),
    recording: { kind: 'embedded', entry: 'recording.wav', bytes: writeWav({ sampleRate, channels }, 16) },
  }
  return { opened, separation: await separationOf(opened) }
}

/** The mix in 16 bits, whose title is the count; what is there is replaced. */
export function countedExport(
  { opened }: SoundingProject,
  place: { readonly target: string; readonly format: ExportedAs; readonly count: number },
): ExportSettings {
  return {
    ...plainForm,
    ...plainWish,
    contents: ['mix'],
    mix: mixOf(opened.project),
    target: place.target,
    format: place.format,
    bits: 16,
    sampleRate: opened.project.recording.sampleRate,
    tags: { TITLE: String(place.count) },
    existing: 'replace',
    protectedPaths: [],
  }
}
