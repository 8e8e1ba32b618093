import type { AudioData } from '@core/audio/audioData'
import { samplePeak } from '@core/audio/levels/samplePeak'
import type { RecordingLevels } from '@core/contract/engine'
import type { JobControl } from '@core/contract/job'
import { gainToDecibels } from '@core/separation/panLaw'
import { blocksOf } from '@core/separation/renderOutputs'
import { pause } from '../engine/pause'
import { createLevelMeter } from './exports/measure'

/** About 3 s at 44.1 kHz are measured at a stretch. */
const blockLength = 2 ** 17

/**
 * Sample peak of all channels, true peak and loudness of the first two (BS.1770). Lets the event loop turn meanwhile.
 * @param onDone told the share of the work done so far, 0 .. 1
 * @throws ShellacError 'cancelled'
 */
export async function measureLevels(
  { channels, sampleRate }: AudioData,
  control: JobControl,
  onDone: (share: number) => void = () => undefined,
): Promise<RecordingLevels> {
  const heard = channels.slice(0, 2)
  const meter = createLevelMeter(sampleRate, heard.length)
  for (const { start, end } of blocksOf(channels[0].length, blockLength)) {
    meter.push(heard.map((channel) => channel.subarray(start, end)))
    onDone(end / channels[0].length)
    await pause(control)
  }
  const { loudness, truePeak } = meter.figures()
  return {
    peakDbfs: finite(gainToDecibels(Math.max(...channels.map(samplePeak)))),
    truePeakDbtp: finite(truePeak),
    loudnessLufs: finite(loudness),
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
