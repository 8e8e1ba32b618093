import type { Samples } from '@core/audio/audioData'
import { toMono } from '@core/audio/channels/downmix'
import type { DecomposeSettings } from '../engine/decomposition'
import { checkpointsOfApp } from '../services/keeping/checkpointsOfApp'
import { decomposeResumably } from '../services/keeping/decomposeResumably'
import { recordingSize } from '../services/needs/decompositionNeeds'
import { requireDecompositionRoom } from '../services/needs/decompositionRoom'
import type { OfferWords } from '../services/needs/offer'
import { systemRoom } from '../services/needs/room'
import { appDataFolder } from '../services/page/appDataFolder'
import type { OpenedProject } from '../services/projectFile/projectFile'
import { analysedSamples, createProjectOf, type AnalysedSamples } from '../services/projects'
import { openRecording } from '../services/recordings'
import type { DecomposeWish } from './decomposeOptions'
import { plural } from './plural'
import { pause } from '../engine/pause'
import { findSmoothness, foundSmoothnessText } from './suggestSmoothness'
import type { Terminal } from './terminal'

export interface DecomposedRecording {
  readonly opened: OpenedProject
  /** Absolute path of the recording. */
  readonly recordingPath: string
  /** The samples that were decomposed, and what they were before. */
  readonly analysed: AnalysedSamples
  /** Seconds that the decomposition took, reading apart. */
  readonly seconds: number
}

/** Says what was found; nothing where it was stopped before. */
async function smoothnessFor(
  samples: Samples,
  wish: { readonly settings: DecomposeSettings; readonly sampleRate: number },
  terminal: Terminal,
): Promise<{ readonly smoothness?: number }> {
  const found = await findSmoothness(samples, wish, terminal)
  if (!found) return {}
  for (const line of foundSmoothnessText(found)) terminal.note(line.trim())
  return { smoothness: found.smoothness }
}

/** What makes a decomposition smaller, as options. */
const offerWords: OfferWords = {
  starts: (count) => `--restarts ${count}`,
  overlap: (share) => `--overlap ${share}`,
  components: (count) => `--components ${count}`,
  algorithm: (name) => `--algorithm ${name}`,
  and: ' ',
}

/**
 * Recording -> project: what `decompose` and `remaster` have in common. Says what it found.
 * @param target where the project will be saved; undefined: nowhere
 */
export async function decomposeRecording(
  path: string,
  wish: DecomposeWish,
  { link, target }: { readonly link: boolean; readonly target?: string },
  terminal: Terminal,
): Promise<DecomposedRecording> {
  terminal.control.report({ stage: 'reading', done: 0 })
  const recording = await openRecording(path)
  terminal.control.report({ stage: 'reading', done: 1 })
  await pause(terminal.control)
  const mono = toMono(recording.audio, wish.channel)
  for (const warning of [...recording.audio.warnings, ...mono.warnings]) terminal.warn(warning)
  if (recording.audio.channels.length > 1)
    terminal.note(`Channels: ${mono.description}; analysing: ${mono.channel}.`)

  const { sampleRate } = recording.audio
  const usual = wish.settingsAt(sampleRate)
  const settings = wish.findsSmoothness
    ? { ...usual, ...(await smoothnessFor(mono.samples, { settings: usual, sampleRate }, terminal)) }
    : usual
  const { declick } = wish
  await requireDecompositionRoom(
    {
      name: recording.name,
      wished: { recording: recordingSize(recording.audio, mono.samples), settings, declick },
      places: { dataFolder: appDataFolder(), project: target },
      words: offerWords,
    },
    systemRoom,
  )
  const started = performance.now()
  const { control } = terminal
  const analysed = await analysedSamples(mono.samples, { sampleRate, declick }, control)
  sayClicks(analysed, mono.samples.length / sampleRate, terminal)
  const result = await decomposeResumably(analysed.samples, settings, {
    control,
    resumable: checkpointsOfApp(),
  })
  const seconds = (performance.now() - started) / 1000
  if (result.stopReason === 'stopped') {
    terminal.warn(`Stopped after ${plural(result.iterations, 'iteration')}; the components so far were kept.`)
  }
  const opened = await createProjectOf({ recording, mono, settings, result, link, declick, control })
  await pause(terminal.control)
  return { opened, recordingPath: recording.path, analysed, seconds }
}

function sayClicks({ declicked }: AnalysedSamples, seconds: number, terminal: Terminal): void {
  if (!declicked) return
  const count = declicked.clicks.length
  terminal.note(
    `${plural(count, 'click')} removed, ${(count / seconds).toFixed(1)} a second; --what clicks writes them.`,
  )
}
