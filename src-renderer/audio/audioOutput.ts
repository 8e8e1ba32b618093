/** The way to the ears: one audio context at the recording's rate, so that nothing is resampled on the way. */
import { ShellacError } from '@core/contract/errors'
import { openEarStage, type Ears } from './earStage'

export interface AudioOutput {
  readonly context: AudioContext
  /** All that is heard goes through here. */
  readonly output: GainNode
  /** How it reaches the ears. What comes out of `output` is as in an export. */
  setEars(ears: Ears): void
  /** Asks a sleeping context to run; browsers may let it only after a key or click. */
  wake(): void
  close(): void
}

export interface OutputSettings {
  /** Hz */
  readonly sampleRate: number
  readonly createContext: (sampleRate: number) => AudioContext
  /** Whether sound is wanted now: only then a sleeping context is woken. */
  readonly isWanted: () => boolean
  readonly onChange: () => void
}

const gestures = ['pointerdown', 'keydown'] as const

/** @throws ShellacError 'unsupported-encoding' where the platform has no context of that rate */
export function openAudioOutput({
  sampleRate,
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
  context.addEventListener('statechange', onStateChange)
  for (const gesture of gestures) globalThis.addEventListener?.(gesture, wakeIfWanted, { capture: true })
  return {
    context,
    output,
    setEars: (next) => ears.set(next),
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

function open(sampleRate: number, createContext: (sampleRate: number) => AudioContext): AudioContext {
  try {
    return createContext(sampleRate)
  } catch (cause) {
    const message = `This system cannot play sound at ${sampleRate} Hz.`
    throw new ShellacError('unsupported-encoding', message, { sampleRate }, { cause })
  }
}
