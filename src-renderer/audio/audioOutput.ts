/** The way to the ears: one audio context at the recording's rate, so that nothing is resampled on the way. */
import { ShellacError } from '@core/contract/errors'
import { openEarStage, type Ears } from './earStage'

export interface AudioOutput {
  readonly context: AudioContext
  /** All that is heard goes through here. */
  readonly output: GainNode
  /** How it reaches the ears from a time of the context on. What comes out of `output` is as in an export. */
  setEars(ears: Ears, from: number): void
  /** Where the sound goes; '' is the system's own choice. Rejects where the platform refuses, and stays where it was. */
  setDevice(id: string): Promise<void>
  /** Asks a sleeping context to run; browsers may let it only after a key or click. */
  wake(): void
  close(): void
}

export interface OutputSettings {
  /** Hz */
  readonly sampleRate: number
  /** See setDevice; where it is refused from the start, the sound goes to the system's own choice. */
  readonly device: string
  readonly createContext: (sampleRate: number) => AudioContext
  /** Whether sound is wanted now: only then a sleeping context is woken. */
  readonly isWanted: () => boolean
  readonly onChange: () => void
}

const gestures = ['pointerdown', 'keydown'] as const

/** @throws ShellacError 'unsupported-encoding' where the platform has no context of that rate */
export function openAudioOutput({
  sampleRate,
  device,
  createContext,
  isWanted,
  onChange,
}: OutputSettings): AudioOutput {
  const context = open(sampleRate, createContext)
  const output = context.createGain()
  const ears = openEarStage(context, context.destination)
  output.connect(ears.input)

  const wake = (): void => {
    if (context.state === 'running' || context.state === 'closed') return
    // Refused until there is a gesture: the listeners below try again.
    context.resume().catch(() => undefined)
  }
  const wakeIfWanted = (): void => {
    if (isWanted()) wake()
  }
  const onStateChange = (): void => {
    wakeIfWanted()
    onChange()
  }
  if (device !== '') sendTo(context, device).catch(() => undefined)
  context.addEventListener('statechange', onStateChange)
  for (const gesture of gestures) globalThis.addEventListener?.(gesture, wakeIfWanted, { capture: true })
  return {
    context,
    output,
    setEars: (next, from) => ears.set(next, from),
    setDevice: (id) => sendTo(context, id),
    wake,
    close() {
      context.removeEventListener('statechange', onStateChange)
      for (const gesture of gestures) {
        globalThis.removeEventListener?.(gesture, wakeIfWanted, { capture: true })
      }
      context.close().catch(() => undefined)
    },
  }
}

/** Not every platform has it, and the compiler's list of them not yet either. */
type ChoosingContext = AudioContext & { setSinkId?(id: string): Promise<void> }

async function sendTo(context: ChoosingContext, device: string): Promise<void> {
  await context.setSinkId?.(device)
}

function open(sampleRate: number, createContext: (sampleRate: number) => AudioContext): AudioContext {
  try {
    return createContext(sampleRate)
  } catch (cause) {
    const message = `This system cannot play sound at ${sampleRate} Hz.`
    throw new ShellacError('unsupported-encoding', message, { sampleRate }, { cause })
  }
}
