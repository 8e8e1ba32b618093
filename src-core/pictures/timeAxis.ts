/** The one time axis of waveform, spectrogram, activations and ruler: seconds <-> pixels, and where its ticks are. */

/** Seconds; start < end. */
export interface TimeRange {
  readonly start: number
  readonly end: number
}

export interface TimeTick {
  readonly seconds: number
  /** Empty for a minor tick. */
  readonly label: string
}

/** Pixels from the left, for a picture `width` pixels wide that shows `range`; outside of it for times outside of the range. */
export function timeToX(seconds: number, range: TimeRange, width: number): number {
  return ((seconds - range.start) / (range.end - range.start)) * width
}

export function xToTime(x: number, range: TimeRange, width: number): number {
  return range.start + (x / width) * (range.end - range.start)
}

/** What is seen: `visible`, or the whole recording. `duration` in seconds; a range is never empty. */
export function shownRange(visible: TimeRange | null, duration: number): TimeRange {
  return visible ?? { start: 0, end: Math.max(duration, 1e-3) }
}

/** Milliseconds from labelled tick to labelled tick, each with how many parts minor ticks make of it. */
const steps: readonly (readonly [number, number])[] = [
  [1, 5],
  [2, 4],
  [5, 5],
  [10, 5],
  [20, 4],
  [50, 5],
  [100, 5],
  [200, 4],
  [500, 5],
  [1000, 5],
  [2000, 4],
  [5000, 5],
  [10_000, 5],
  [15_000, 3],
  [30_000, 6],
  [60_000, 6],
  [120_000, 4],
  [300_000, 5],
  [600_000, 5],
  [1_200_000, 4],
  [1_800_000, 6],
  [3_600_000, 6],
  [7_200_000, 4],
  [21_600_000, 6],
]

/** Room for one label, pixels. */
const labelRoom = 76

/** Ticks at round times within `range`, ascending, labelled ones at least 76 pixels apart. */
export function timeTicks(range: TimeRange, width: number): TimeTick[] {
  const millisecondsPerLabel = (1000 * (range.end - range.start) * labelRoom) / width
  const [step, parts] = steps.find(([it]) => it >= millisecondsPerLabel) ?? steps[steps.length - 1]
  const minor = step / parts
  const ticks: TimeTick[] = []
  // Counted in whole steps, so that no tick drifts from its round time.
  const last = Math.floor((1000 * range.end) / minor + 1e-9)
  for (let count = Math.ceil((1000 * range.start) / minor - 1e-9); count <= last; count++) {
    const seconds = (count * minor) / 1000
    ticks.push({ seconds, label: count % parts === 0 ? formatTime(seconds, step / 1000) : '' })
  }
  return ticks
}

/**
 * '0:07', '3:07', '1:02:07', with as many decimals as `resolution` (seconds) needs: '3:07.25'.
 * @param resolution the smallest difference that must be seen; 1 if not given
 */
export function formatTime(seconds: number, resolution = 1): string {
  const decimals = Math.max(0, Math.min(3, Math.ceil(-Math.log10(resolution) - 1e-9)))
  const scale = 10 ** decimals
  // Rounded once as a whole: 59.96 s is 1:00.0, never 0:60.0.
  const units = Math.max(0, Math.round(seconds * scale))
  const whole = Math.floor(units / scale)
  const fraction = decimals === 0 ? '' : `.${String(units % scale).padStart(decimals, '0')}`
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const twoDigits = (value: number): string => String(value).padStart(2, '0')
  const start = hours > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes)
  return `${start}:${twoDigits(rest)}${fraction}`
}

/** Where the frames of an stft are on the time axis, by their middles. */
export interface FrameGrid {
  readonly secondsPerFrame: number
  /** Middle of frame 0, seconds; negative where frames overlap by more than half. */
  readonly firstFrame: number
}

/** @param analysis in samples; frame n begins at n hop - (windowLength - hop), as src-core/spectral/framing has it */
export function frameGridOf(
  analysis: { readonly windowLength: number; readonly hop: number },
  sampleRate: number,
): FrameGrid {
  const { windowLength, hop } = analysis
  return { secondsPerFrame: hop / sampleRate, firstFrame: (hop - windowLength / 2) / sampleRate }
}

/** Fractional number of the frame whose middle is at this time. */
export function timeToFrame(seconds: number, { secondsPerFrame, firstFrame }: FrameGrid): number {
  return (seconds - firstFrame) / secondsPerFrame
}
