/** Jobs of mixed size and kind, as people give them to the command line. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { createRandom } from '@core/random'
import { openRecording } from '../../services/recordings'
import { projectRoot } from '../projectRoot'
import { recordRun, type RecordedRun } from './recordRun'

export interface MixedJob {
  /** Seconds of sound. */
  readonly length: number
  readonly command: 'decompose' | 'remaster' | 'export'
  readonly options: readonly string[]
  /** Name of the result; none for what goes into a folder. */
  readonly result: string
}

const project = 'project.shellac'

/** Short ones first; every third in the whole form is an export. */
export const mixedJobs: readonly MixedJob[] = [10, 25, 45, 90, 150, 240].flatMap((length, i) => [
  {
    ...({ length, command: 'decompose', result: project } as const),
    options: [
      ['--components', '6'],
      ['--restarts', '3'],
      ['--declick'],
      ['--algorithm', 'mm', '--iterations', '120'],
      ['--tolerance', '3e-4'],
      [],
    ][i],
  },
  {
    ...({ length, command: 'export' } as const),
    result: ['mix.flac', 'mix.wav', 'mix.mp3', 'mix.ogg', 'mix.flac', 'mix.wav'][i],
    options: i % 2 === 0 ? [] : ['--rate', '48000'],
  },
  {
    ...({ length, command: 'remaster', result: 'remaster.flac' } as const),
    options: [['--components', '20'], [], ['--components', '14'], ['--declick'], [], ['--window', '46']][i],
  },
])

/** Runs jobs one after the other, each length of sound in a folder of its own. */
export async function* runMixedJobs(
  jobs: readonly MixedJob[],
  { folder, seed }: { readonly folder: string; readonly seed: number },
): AsyncGenerator<{ readonly job: MixedJob; readonly run: RecordedRun }> {
  for (const job of jobs) {
    const { length, command, options, result } = job
    const home = join(folder, `${length}`)
    const isFirst = (await mkdir(home, { recursive: true })) !== undefined
    const recording = join(home, 'recording.wav')
    if (isFirst) await writeFile(recording, await soundOf(length, seed))
    const source = command === 'export' ? join(home, project) : recording
    const target = join(home, result)
    const run = await recordRun([command, source, '-o', target, '--force', ...options], target)
    yield { job, run }
  }
}

/** The band of the demo again and again, with noise of its own, 16 bits. */
async function soundOf(seconds: number, seed: number): Promise<Uint8Array> {
  const { audio } = await openRecording(join(projectRoot, 'resources/demo/synthetic-jazz-band-10dB.flac'))
  const [band] = audio.channels
  const random = createRandom(seed)
  const samples = Float32Array.from(
    { length: seconds * audio.sampleRate },
    (_, i) => 0.9 * band[i % band.length] + 0.002 * (random.uniform() - 0.5),
  )
  return writeWav({ sampleRate: audio.sampleRate, channels: [samples] }, 16)
}
