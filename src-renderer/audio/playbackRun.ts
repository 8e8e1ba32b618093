/**
 * One stretch of playback without a break: voices that were anchored to a frame of the audio clock. Jumping, pausing and other
 * voices end a run and begin another, cross-faded where the sound goes on. The same graph plays and renders offline.
 */
import { framesOf, piecesOf, sampleAt, type Timeline } from './chunkSchedule'
import type { ChunkStore } from './chunkStore'
import type { Program } from './program'
import { nextTime } from './startLead'

/** Seconds; gains approach a new value with this time constant. */
const gainSmoothing = 0.015
/** Seconds of the fade where the sound that is there runs out. */
const edgeFade = 0.01

export interface RunSettings {
  readonly context: BaseAudioContext
  readonly destination: AudioNode
  readonly store: ChunkStore
  readonly program: Program
  readonly timeline: Timeline
  /** Frame of the context at which the timeline begins; must not have passed. */
  readonly startFrame: number
  /** 0: at full level at once. */
  readonly fadeInSeconds: number
}

export interface PlaybackRun {
  readonly store: ChunkStore
  readonly timeline: Timeline
  readonly voices: readonly string[]
  /** Time of the context at which it begins. */
  readonly startTime: number
  /** Frames until the end of the recording; Infinity in a loop. */
  readonly length: number
  /** Frames of this run up to which all voices are scheduled. */
  readonly horizon: number
  /** Frame of this run at a time of the context; negative before its start. */
  frameAt(time: number): number
  /** Recording's sample that sounds at a time of the context. */
  sampleAt(time: number): number
  /** Lets it be heard; before that it can be given up without a sound. */
  connect(): void
  /** Schedules what is in the store up to a frame of this run. */
  schedule(until: number): void
  /** Moves the voices that are also in `program` to its gains, smoothly. */
  setGains(program: Program): void
  /** Fades out from a time of the context on and ends. */
  end(time: number, fadeSeconds: number): void
}

interface VoiceStrip {
  readonly id: string
  readonly left: GainNode
  readonly right: GainNode
  scheduled: number
}

export function startRun(settings: RunSettings): PlaybackRun {
  const { context, store, timeline, startFrame } = settings
  const { sampleRate } = context
  const { entry, edge, exit } = openGates(settings)
  const strips = settings.program.map((voice) => openStrip(voice, context, entry))
  const length = framesOf(timeline)
  const sounding = new Set<AudioBufferSourceNode>()
  const horizonNow = (): number => Math.min(length, ...strips.map(({ scheduled }) => scheduled))

  function scheduleStrip(strip: VoiceStrip, until: number): void {
    const { cellLength } = store
    for (const piece of piecesOf(timeline, { from: strip.scheduled, until, cellLength })) {
      const samples = store.cell(strip.id, piece.cell)
      if (!samples) return
      const sound = samples.subarray(piece.offset, piece.offset + piece.length)
      play(sound, { strip, context, time: (startFrame + piece.at) / sampleRate, sounding })
      strip.scheduled = piece.at + piece.length
    }
  }

  const frameAt = (time: number): number => Math.floor(time * sampleRate + 1e-6) - startFrame
  const timeOf = (frame: number): number => (startFrame + frame) / sampleRate

  /** Where the sound runs out it fades, unless more comes in time; in a fade that has begun it comes too late. */
  function schedule(until: number): void {
    const before = horizonNow()
    const soon = nextTime(context)
    const isLate = before > 0 && soon > timeOf(before) - edgeFade
    if (isLate && before < length) return
    strips.forEach((strip) => scheduleStrip(strip, until))
    const horizon = horizonNow()
    if (horizon === before) return
    edge.gain.cancelScheduledValues(soon)
    if (horizon >= length) return
    edge.gain.setValueAtTime(1, timeOf(horizon) - edgeFade)
    edge.gain.linearRampToValueAtTime(0, timeOf(horizon))
  }

  return {
    store,
    timeline,
    voices: strips.map(({ id }) => id),
    startTime: startFrame / sampleRate,
    length,
    get horizon() {
      return horizonNow()
    },
    frameAt,
    sampleAt: (time) => sampleAt(timeline, Math.max(0, frameAt(time))),
    connect: () => void exit.connect(settings.destination),
    schedule,
    setGains: (program) => glide(strips, program, nextTime(context)),
    end(time, fadeSeconds) {
      exit.gain.setValueAtTime(1, time)
      exit.gain.linearRampToValueAtTime(0, time + fadeSeconds)
      for (const source of sounding) source.stop(time + fadeSeconds)
    },
  }
}

interface PlayWhere {
  readonly strip: VoiceStrip
  readonly context: BaseAudioContext
  /** Exactly on a frame of the context. */
  readonly time: number
  /** Holds the source as long as it may sound. */
  readonly sounding: Set<AudioBufferSourceNode>
}

function play(samples: Float32Array<ArrayBuffer>, { strip, context, time, sounding }: PlayWhere): void {
  const source = context.createBufferSource()
  // A buffer of just these samples: then the time alone decides, on a whole frame, and nothing is interpolated.
  const buffer = context.createBuffer(1, samples.length, context.sampleRate)
  buffer.copyToChannel(samples, 0)
  source.buffer = buffer
  source.connect(strip.left)
  source.connect(strip.right)
  source.onended = () => {
    source.disconnect()
    sounding.delete(source)
  }
  source.start(time)
  sounding.add(source)
}

/** Gates of their own, so that a run can end while it still fades in or its sound runs out. */
function openGates({ context, startFrame, fadeInSeconds }: RunSettings): {
  entry: ChannelMergerNode
  edge: GainNode
  exit: GainNode
} {
  const entry = context.createChannelMerger(2)
  const fadeIn = context.createGain()
  const edge = context.createGain()
  const exit = context.createGain()
  entry.connect(fadeIn)
  fadeIn.connect(edge)
  edge.connect(exit)
  if (fadeInSeconds > 0) {
    const start = startFrame / context.sampleRate
    // From before its start on: the time of a change may be rounded to a frame later than that of the first sample.
    fadeIn.gain.value = 0
    fadeIn.gain.setValueAtTime(0, start)
    fadeIn.gain.linearRampToValueAtTime(1, start + fadeInSeconds)
  }
  return { entry, edge, exit }
}

function openStrip(
  { id, left, right }: Program[number],
  context: BaseAudioContext,
  merger: ChannelMergerNode,
): VoiceStrip {
  const strip = { id, left: context.createGain(), right: context.createGain(), scheduled: 0 }
  strip.left.gain.value = left
  strip.right.gain.value = right
  strip.left.connect(merger, 0, 0)
  strip.right.connect(merger, 0, 1)
  return strip
}

function glide(strips: readonly VoiceStrip[], program: Program, now: number): void {
  for (const strip of strips) {
    const voice = program.find(({ id }) => id === strip.id)
    if (!voice) continue
    strip.left.gain.setTargetAtTime(voice.left, now, gainSmoothing)
    strip.right.gain.setTargetAtTime(voice.right, now, gainSmoothing)
  }
}
