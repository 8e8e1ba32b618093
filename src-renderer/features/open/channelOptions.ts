import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { RecordingReference } from '@core/project/project'
import { channelWords } from './factsText'

export interface ChannelOption {
  readonly value: ChannelChoice
  readonly label: string
  /** What is taken, and what is lost by it. */
  readonly hint: string
}

/** The ways to make one channel of two. `chosen` is the choice of the document, so that 'auto' can say what it came to. */
export function channelOptions(chosen: ChannelChoice, { channel }: RecordingReference): ChannelOption[] {
  const came = chosen === 'auto' ? `Here: ${channelWords[channel]}.` : ''
  return [
    { value: 'auto', label: 'Automatic', hint: `By what the two channels hold. ${came}`.trim() },
    {
      value: 'mid',
      label: 'Both, mixed',
      hint: '(left + right) / 2. What differs between the channels is lost.',
    },
    { value: 'left', label: 'Left', hint: 'What is only in the right channel is lost.' },
    { value: 'right', label: 'Right', hint: 'What is only in the left channel is lost.' },
    {
      value: 'side',
      label: 'Difference',
      hint: '(left − right) / 2, for channels of opposite polarity. What is alike in both is lost.',
    },
  ]
}
