import { toMono } from '@core/audio/channels/downmix'
import { pause } from '../../engine/pause'
import { openRecording } from '../../services/recordings'
import { onePositional, type OptionTable } from '../arguments'
import type { Command } from '../command'
import { decomposeOptions, readDecomposeOptions } from '../decomposeOptions'
import { findSmoothness, foundSmoothnessText } from '../suggestSmoothness'

const used = ['components', 'window', 'overlap', 'seed', 'channel']
const options: OptionTable = Object.fromEntries(
  Object.entries(decomposeOptions).filter(([name]) => used.includes(name)),
)

export const suggestSmoothnessCommand: Command = {
  name: 'suggest-smoothness',
  operands: '<recording>',
  summary: 'Says which smoothness foretells held-out parts of the recording best.',
  options,
  example: 'shellac suggest-smoothness side-a.flac --components 20',
  keepsWhenStopped: true,
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'recording')
    const wish = readDecomposeOptions(parsed)
    terminal.control.report({ stage: 'reading', done: 0 })
    const { audio } = await openRecording(path)
    await pause(terminal.control)
    const mono = toMono(audio, wish.channel)
    for (const warning of [...audio.warnings, ...mono.warnings]) terminal.warn(warning)
    const settings = wish.settingsAt(audio.sampleRate)
    const found = await findSmoothness(mono.samples, { settings, sampleRate: audio.sampleRate }, terminal)
    if (!found) {
      terminal.warn('Stopped before the first candidate was done.')
      return
    }
    const lines = [...foundSmoothnessText(found), `To use it: --smoothness ${found.smoothness}, or auto`]
    terminal.result(lines.join('\n'), { recording: path, ...found })
  },
}
