import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { Framing } from '@core/spectral/framing'
import { powerSpectrogram, type PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { createTimeLeft } from './timeLeft'

/** Where an analysis is told of, and where V is written: see powerSpectrogram. */
export interface AnalysisPlace {
  readonly control: Pick<JobControl, 'report'>
  readonly room?: PowerSpectrogram | undefined
}

/** V of the samples, with progress of the stage 'analysing'. */
export function analyse(
  samples: Samples,
  { framing }: { readonly framing: Framing },
  { control, room }: AnalysisPlace,
): PowerSpectrogram {
  const timeLeft = createTimeLeft()
  const onShare = (done: number): void => control.report({ stage: 'analysing', done, ...timeLeft(done) })
  const spectrogram = powerSpectrogram(samples, framing, { onShare, room })
  onShare(1)
  return spectrogram
}
