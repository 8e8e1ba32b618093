import type { SourceFormat } from '@core/audio/audioData'
import { toMono } from '@core/audio/channels/downmix'
import type { ClickCount } from '@core/restoration/countClicks'
import { measureLevels } from '../../services/levels'
import { openRecording } from '../../services/recordings'
import { onePositional } from '../arguments'
import type { Command } from '../command'
import { plural } from '../plural'
import { countClicks } from '../../engine/surface'
import { pause } from '../../engine/pause'

export const infoCommand: Command = {
  name: 'info',
  operands: '<recording>',
  summary: 'Says what a recording is: format, levels, and what its channels hold.',
  options: {},
  example: 'shellac info side-a.flac',
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'recording')
    terminal.control.report({ stage: 'reading', done: 0 })
    const { audio, name, sha256, byteLength } = await openRecording(path)
    await pause(terminal.control)
    const mono = toMono(audio, 'auto')
    for (const warning of [...audio.warnings, ...mono.warnings]) terminal.warn(warning)
    const { channels, sampleRate, format, tags } = audio
    const facts = {
      name,
      byteLength,
      sha256,
      container: format.container,
      codec: format.codec,
      sampleKind: format.sampleKind,
      bitDepth: format.bitDepth,
      sampleRate,
      channelCount: channels.length,
      sampleCount: channels[0].length,
      durationSeconds: channels[0].length / sampleRate,
      ...(await measureLevels(audio, terminal.control)),
      clicks: await countClicks(mono.samples, sampleRate, terminal.control),
      channels: { description: mono.description, suggested: mono.channel, lag: mono.lag },
      tags,
      warnings: [...audio.warnings, ...mono.warnings],
    }
    terminal.result(asText(facts, format), facts)
  },
}

function asText(
  facts: {
    name: string
    byteLength: number
    sha256: string
    sampleRate: number
    channelCount: number
    sampleCount: number
    durationSeconds: number
    peakDbfs: number | null
    loudnessLufs: number | null
    truePeakDbtp: number | null
    clicks: ClickCount
    channels: { description: string; suggested: string }
    tags: Readonly<Record<string, string>>
  },
  format: SourceFormat,
): string {
  const depth = format.bitDepth > 0 ? `, ${format.bitDepth} bit` : ''
  const rows: [string, string][] = [
    ['File', `${facts.name} (${plural(facts.byteLength, 'byte')})`],
    ['SHA-256', facts.sha256],
    ['Format', `${formatName(format)}${depth}`],
    ['Rate', `${facts.sampleRate} Hz`],
    ['Length', `${facts.durationSeconds.toFixed(3)} s (${plural(facts.sampleCount, 'sample')})`],
    ['Channels', channelsAsText(facts)],
    ['Peak', `${level(facts.peakDbfs, 'dBFS')}, true peak ${level(facts.truePeakDbtp, 'dBTP')}`],
    ['Loudness', facts.loudnessLufs === null ? noLoudness : level(facts.loudnessLufs, 'LUFS')],
    ['Clicks', clicksAsText(facts.clicks)],
    ...Object.entries(facts.tags).map(([name, value]): [string, string] => [
      name,
      value.replace(/\s+/g, ' '),
    ]),
  ]
  return rows.map(([name, value]) => `${name.padEnd(10)} ${value}`).join('\n')
}

function clicksAsText({ perSecond, low, high, advised }: ClickCount): string {
  const spread = low < high ? ` (${low.toFixed(0)} to ${high.toFixed(0)})` : ''
  const advice = advised ? ': declick first, with --declick' : ''
  return `about ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second${spread}${advice}`
}

/** BS.1770 measures blocks of 0.4 s above -70 LUFS. */
const noLoudness = 'too quiet or too short to measure'

/** The codec is named where the container does not say it. */
function formatName({ container, codec }: SourceFormat): string {
  return container === codec ? container : `${container}, ${codec}`
}

function channelsAsText(facts: {
  channelCount: number
  channels: { description: string; suggested: string }
}): string {
  const { description, suggested } = facts.channels
  return facts.channelCount === 1 ? '1' : `${facts.channelCount}: ${description}; would analyse: ${suggested}`
}

function level(value: number | null, unit: string): string {
  return value === null ? `-inf ${unit}` : `${value.toFixed(2)} ${unit}`
}
