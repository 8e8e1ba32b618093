import { createChannelLevel, type Bar } from '../../audio/meters/channelLevel'
import type { MeterReading } from '../../audio/meters/meterProtocol'
import { tapMeter, type MeterTap } from '../../audio/meters/meterTap'

export type Pair<T> = readonly [left: T, right: T]

/** Levels in dBFS, dBTP and LUFS; -Infinity: nothing. */
export interface Figures extends Loudness {
  /** Peaks that are held for a moment, dBFS */
  readonly held: Pair<number>
  /** The highest since the figures were restarted */
  readonly samplePeaks: Pair<number>
  readonly truePeaks: Pair<number>
  readonly correlation: number | null
}

type Loudness = Omit<MeterReading, 'peaks' | 'correlation'>

/** Seconds between figures, so that they can be read; with reduced motion the bars keep to it too. */
const figureInterval = 0.2

const restingBar: Bar = { level: -Infinity, held: -Infinity }
const unmeasured = {
  integrated: -Infinity,
  momentaryMaximum: -Infinity,
  shortTermMaximum: -Infinity,
  range: 0,
} as const
const nothing: Pair<number> = [-Infinity, -Infinity]
const restingFigures: Figures = {
  held: nothing,
  samplePeaks: nothing,
  truePeaks: nothing,
  momentary: -Infinity,
  shortTerm: -Infinity,
  ...unmeasured,
  correlation: null,
}

/** What the meters show of what they are told. */
export class MeterDisplay {
  bars = $state.raw<Pair<Bar>>([restingBar, restingBar])
  figures = $state.raw<Figures>(restingFigures)
  /** Samples went over full scale since the lamp was put out. */
  clipped = $state.raw<Pair<boolean>>([false, false])
  hasFailed = $state(false)
  #output: AudioNode | null = null
  #tap: MeterTap | null = null
  #isMeasuring = false
  #latest: MeterReading | null = null
  #frame = 0
  #figureTime = -Infinity
  readonly #channels = [createChannelLevel(), createChannelLevel()] as const
  readonly #reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')

  /** @param output what is heard; another one after a recording of another rate */
  listenTo(output: AudioNode | null): void {
    if (!output || output === this.#output) return
    this.#tap?.close()
    this.#output = output
    this.hasFailed = false
    this.#tap = tapMeter({
      output,
      onReading: (reading) => this.#take(reading),
      onFailure: () => (this.hasFailed = true),
    })
    this.#tap.measure(this.#isMeasuring)
  }

  /** Whether what sounds is the recording. */
  measure(isOn: boolean): void {
    this.#isMeasuring = isOn
    this.#tap?.measure(isOn)
  }

  /** Begins the highest peaks, and the loudness of what was so far, anew. */
  restart(): void {
    this.#tap?.reset()
    this.#channels.forEach((channel) => channel.forgetHighest())
    if (this.#latest) this.#latest = { ...this.#latest, ...unmeasured }
    this.figures = { ...this.figures, samplePeaks: nothing, truePeaks: nothing, ...unmeasured }
  }

  resetClip(): void {
    this.clipped = [false, false]
  }

  /** Nothing of what was is shown any more. */
  clear(): void {
    this.restart()
    this.resetClip()
    this.#channels.forEach((channel) => channel.clear())
    this.#latest = null
    this.bars = [restingBar, restingBar]
    this.figures = restingFigures
  }

  close(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#tap?.close()
    this.#tap = null
    this.#output = null
  }

  #take(reading: MeterReading): void {
    const time = performance.now() / 1000
    const clips = reading.peaks.map((peak) => peak.sample > 1)
    this.#channels.forEach((channel, c) => channel.push(reading.peaks[c], time))
    if (clips.some((clip, c) => clip && !this.clipped[c])) {
      this.clipped = [this.clipped[0] || clips[0], this.clipped[1] || clips[1]]
    }
    this.#latest = reading
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#show)
  }

  /** Draws as long as something moves. */
  readonly #show = (): void => {
    const time = performance.now() / 1000
    const bars = this.#channels.map((channel) => channel.barAt(time))
    const isResting = !this.#isMeasuring && bars.every(({ held }) => held === -Infinity)
    const isFigureDue = isResting || time - this.#figureTime >= figureInterval
    if (isFigureDue || !this.#reducedMotion.matches) this.bars = [bars[0], bars[1]]
    if (isFigureDue) this.#showFigures(time)
    this.#frame = isResting ? 0 : requestAnimationFrame(this.#show)
  }

  #showFigures(time: number): void {
    if (!this.#latest) return
    const [left, right] = this.#channels
    const { peaks: _, correlation, ...loudness } = this.#latest
    this.#figureTime = time
    this.figures = {
      ...loudness,
      held: [left.barAt(time).held, right.barAt(time).held],
      samplePeaks: [left.highest().sample, right.highest().sample],
      truePeaks: [left.highest().true, right.highest().true],
      correlation: this.#isMeasuring ? correlation : null,
    }
  }
}
