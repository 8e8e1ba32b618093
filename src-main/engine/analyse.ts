import type { Samples } from '@core/audio/audioData'
import type { JobControl } from '@core/contract/job'
import type { Framing } from '@core/spectral/framing'
import { powerSpectrogram, type PowerSpectrogram } from '@core/spectral/powerSpectrogram'
import { createTimeLeft } from './timeLeft'

/** V of the samples, with progress of the stage 'analysing'. */
export function analyse(
  samples: Samples,
  { framing }: { readonly framing: Framing },
  control: Pick<JobControl, 'report'>,
): PowerSpectrogram {
  const timeLeft = createTimeLeft()
  const report = (done: number): void => control.report({ stage: 'analysing', done, ...timeLeft(done) })
  const spectrogram = powerSpectrogram(samples, framing, report)
  report(1)
  return spectrogram
}
