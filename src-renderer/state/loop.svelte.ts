import { withEdge, type LoopEdge } from './loopEdges'
import type { TimeRange } from '@core/pictures/timeAxis'

interface Place {
  /** seconds */
  readonly position: number
  /** seconds */
  readonly duration: number
  seek(seconds: number): void
}

/** The part that is played over and over. Nothing of it is saved. */
export class Loop {
  #region = $state.raw<TimeRange | null>(null)
  #isOn = $state(false)
  readonly #place: Place

  constructor(place: Place) {
    this.#place = place
  }

  /** What is repeated when the loop is on; null: the whole recording. */
  get region(): TimeRange | null {
    return this.#region
  }

  get isOn(): boolean {
    return this.#isOn
  }

  /** What the player is to repeat now. */
  get played(): TimeRange | null {
    return this.#isOn ? (this.#region ?? { start: 0, end: this.#place.duration }) : null
  }

  /** Repeats `region`, kept within the recording. */
  set(region: TimeRange): void {
    this.#region = region
    this.#isOn = true
    this.#enter()
  }

  /** The playhead becomes an edge. A region too short to be heard is none, and changes nothing. */
  setEdge(edge: LoopEdge): void {
    const { position, duration } = this.#place
    const region = withEdge(this.#region, { edge, at: position, duration })
    if (region) this.set(region)
  }

  toggle(): void {
    this.#isOn = !this.#isOn
    this.#enter()
  }

  clear(): void {
    this.#region = null
    this.#isOn = false
  }

  /** From behind its end the loop would never be reached. */
  #enter(): void {
    const { played } = this
    if (played && this.#place.position >= played.end) this.#place.seek(played.start)
  }
}
