/** Listens to what is played, beside the way to the ears. */
import { meterName, type MeterReading, type MeterRequest } from './meterProtocol'
import workletAddress from './meter.worklet.ts?worker&url'

export interface MeterTap {
  /** Whether what sounds now is the recording: only then its loudness is measured. */
  measure(isOn: boolean): void
  /** Begins the loudness of what was so far anew. */
  reset(): void
  close(): void
}

export interface TapSettings {
  /** What is heard; its context has to be open. */
  readonly output: AudioNode
  readonly onReading: (reading: MeterReading) => void
  /** The browser lets no code onto its audio thread. */
  readonly onFailure: (error: unknown) => void
}

/** Readings begin as soon as the audio thread has its code; what is asked before is kept for then. */
export function tapMeter({ output, onReading, onFailure }: TapSettings): MeterTap {
  let node: AudioWorkletNode | null = null
  let isClosed = false
  let isMeasuring = false

  const ask = (request: MeterRequest): void => node?.port.postMessage(request)

  const open = async (): Promise<void> => {
    const context = output.context
    await context.audioWorklet.addModule(workletAddress)
    if (isClosed || context.state === 'closed') return
    node = createNode(context)
    node.port.onmessage = ({ data }: MessageEvent<MeterReading>) => {
      if (!isClosed) onReading(data)
    }
    output.connect(node)
    ask({ kind: 'measure', isOn: isMeasuring })
  }

  open().catch((error: unknown) => {
    if (!isClosed) onFailure(error)
  })
  return {
    measure(isOn) {
      isMeasuring = isOn
      ask({ kind: 'measure', isOn })
    },
    reset: () => ask({ kind: 'reset' }),
    close() {
      isClosed = true
      if (!node) return
      ask({ kind: 'close' })
      output.disconnect(node)
      node.disconnect()
      node = null
    },
  }
}

/** Its one output is silence: browsers run only what leads to the destination. */
function createNode(context: BaseAudioContext): AudioWorkletNode {
  const node = new AudioWorkletNode(context, meterName, {
    channelCount: 2,
    channelCountMode: 'explicit',
    outputChannelCount: [1],
  })
  node.connect(context.destination)
  return node
}
