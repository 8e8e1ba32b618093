/** Plays programs of a recording: streams their voices from the engine and keeps them on the sample. */
import type { EngineClient } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import { openAudioOutput, type AudioOutput } from './audioOutput'
import { createChunkFetcher, isThere, type ChunkFetcher, type Need } from './chunkFetcher'
import { framesOf, loopOf, sampleAt, type LoopRegion, type Timeline } from './chunkSchedule'
import { createChunkStore, type ChunkStore, type Material } from './chunkStore'
import type { Ears } from './earStage'
import { startRun, type PlaybackRun } from './playbackRun'
import type { Program } from './program'
import { createStartLead, nextTime } from './startLead'
import { peakBefore } from './voiceLevel'

export interface PlayerState {
  /** 'waiting': the sound is on its way from the engine. */
  readonly activity: 'paused' | 'waiting' | 'playing'
  /** The system holds the sound back: a browser until the first click or key, or a computer that sleeps. */
  readonly isSuspended: boolean
  /** Why playing ended by itself; null when it did not. */
  readonly error: ShellacError | null
}

export interface PlayerSettings {
  readonly engine: EngineClient
  /** Told when the state has changed. */
  readonly onState: (state: PlayerState) => void
  readonly createContext?: (sampleRate: number) => AudioContext
}

/** Seconds */
const readAhead = 3
const jumpFade = 0.01
const changeFade = 0.02
const startFade = 0.005
/** How much must be there before a run begins. */
const enoughToStart = 0.2
/** When less than this is scheduled, playing waits for the engine. */
const nearlyOut = 0.06
const tickMilliseconds = 50
/** Over which the peak of a voice is taken. */
const peakSeconds = 0.05
const urgentRequests = 2
const aheadRequests = 1

/** All times are seconds of the recording. */
export class Player {
  private readonly settings: PlayerSettings
  private readonly fetcher: ChunkFetcher
  private readonly lead = createStartLead()
  private state: PlayerState = { activity: 'paused', isSuspended: false, error: null }
  private sound: AudioOutput | null = null
  private store: ChunkStore | null = null
  private outputDevice = ''
  private program: Program = []
  private ears: Ears = { level: 1, isMono: false }
  private loop: LoopRegion | null = null
  private run: PlaybackRun | null = null
  /** Sample at which the next run begins; of no meaning during a run. */
  private place = 0
  private isWanted = false
  private error: ShellacError | null = null
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(settings: PlayerSettings) {
    this.settings = settings
    this.fetcher = createChunkFetcher({
      onError: (error, store) => {
        if (store === this.store && this.isWanted) this.fail(error)
      },
      onSettled: () => this.tick(),
    })
  }

  /** Node that all sound goes through; null before the first sound. Another one after a recording of another rate. */
  get output(): AudioNode | null {
    return this.sound?.output ?? null
  }

  /** What is heard now, from the clock of the audio. */
  get position(): number {
    return this.store ? this.heardSample() / this.store.material.sampleRate : 0
  }

  /** Peak of a voice in the louder ear just now, linear; 0 while nothing sounds or for a voice that is not in the program. */
  voicePeak(id: string): number {
    const voice = this.program.find((it) => it.id === id)
    if (!this.run || !voice) return 0
    const { store } = this.run
    const length = Math.round(peakSeconds * store.material.sampleRate)
    const gain = Math.max(Math.abs(voice.left), Math.abs(voice.right))
    return gain === 0 ? 0 : gain * peakBefore(store, id, { sample: this.heardSample(), length })
  }

  /**
   * What there is to play. Another session begins at its start, paused; other material of the same session (another
   * channel, a new decomposition) goes on where it is.
   */
  load(material: Material | null): void {
    const old = this.store?.material
    if (!material || material.session !== old?.session) {
      this.halt()
      this.place = 0
      this.loop = null
    }
    if (!material || material.sampleRate !== this.sound?.context.sampleRate) this.closeSound()
    this.store = material && createChunkStore(this.settings.engine, material)
    this.tick()
  }

  /** What is heard of it. Voices that stay go on; others take over as soon as they are rendered. */
  setProgram(program: Program): void {
    this.program = program
    this.run?.setGains(program)
    this.tick()
  }

  /** How the program reaches the ears; holds from when the present program is heard. */
  setEars(ears: Ears): void {
    this.ears = ears
    this.tick()
  }

  /** Where the sound goes: the id of a device, '' for that of the system. Rejects where the platform refuses it. */
  async setOutputDevice(id: string): Promise<void> {
    this.outputDevice = id
    await this.sound?.setDevice(id)
  }

  play(): void {
    if (!this.store) return
    this.error = null
    this.isWanted = true
    if (!this.run && this.place >= this.store.material.sampleCount) this.place = 0
    this.timer ??= setInterval(() => this.tick(), tickMilliseconds)
    this.tick()
  }

  pause(): void {
    this.halt()
    this.tell()
  }

  seek(seconds: number): void {
    if (!this.store) return
    const { sampleRate, sampleCount } = this.store.material
    this.endRun()
    this.place = Math.min(sampleCount, Math.max(0, Math.round(seconds * sampleRate)))
    this.tick()
  }

  /** A region that is repeated once playback gets there; regions of less than 20 ms are none. */
  setLoop(region: { readonly start: number; readonly end: number } | null): void {
    this.loop = region && this.store ? loopOf(region, this.store.material) : null
    this.tick()
  }

  close(): void {
    this.halt()
    this.closeSound()
    this.store = null
    this.tell()
  }

  private heardSample(): number {
    if (!this.run || !this.sound) return this.place
    const { currentTime, outputLatency } = this.sound.context
    return this.run.sampleAt(currentTime - (outputLatency || 0))
  }

  private halt(): void {
    this.isWanted = false
    clearInterval(this.timer)
    this.timer = undefined
    this.endRun()
  }

  private endRun(): void {
    if (!this.run || !this.sound) return
    this.place = this.heardSample()
    this.run.end(nextTime(this.sound.context), jumpFade)
    this.run = null
  }

  private closeSound(): void {
    this.endRun()
    this.sound?.close()
    this.sound = null
  }

  private fail(error: unknown): void {
    this.halt()
    const reason = `Playing failed: ${String(error)}`
    this.error = error instanceof ShellacError ? error : new ShellacError('internal', reason)
    this.tell()
  }

  private tell(): void {
    const activity = !this.isWanted ? 'paused' : this.run ? 'playing' : 'waiting'
    const isSuspended = this.isWanted && this.sound !== null && this.sound.context.state !== 'running'
    const { state, error } = this
    if (state.activity === activity && state.isSuspended === isSuspended && state.error === error) return
    this.state = { activity, isSuspended, error }
    this.settings.onState(this.state)
  }

  /** Does what is due. Called often, and whenever something changed. */
  private tick(): void {
    try {
      if (this.isWanted && this.store) this.proceed(this.store)
      this.tell()
    } catch (error) {
      this.fail(error)
    }
  }

  private proceed(store: ChunkStore): void {
    const sound = (this.sound ??= this.openSound(store.material.sampleRate))
    sound.wake()
    if (this.run) this.follow(this.run, sound)
    if (this.run && !this.isAsWanted(this.run)) this.changeRun(this.run, store, sound)
    if (!this.run && this.isWanted) this.beginRun(store, sound)
    if (!this.run) return
    if (this.isAsWanted(this.run)) sound.setEars(this.ears, this.run.startTime)
    this.fetchAhead(this.run, sound)
  }

  private openSound(sampleRate: number): AudioOutput {
    return openAudioOutput({
      sampleRate,
      device: this.outputDevice,
      createContext:
        this.settings.createContext ??
        ((rate) => new AudioContext({ sampleRate: rate, latencyHint: 'interactive' })),
      isWanted: () => this.isWanted,
      onChange: () => this.tick(),
    })
  }

  /** Schedules on, and notices the end of the recording and that the engine does not keep up. */
  private follow(run: PlaybackRun, { context }: AudioOutput): void {
    const { sampleRate } = context
    const frame = run.frameAt(context.currentTime)
    run.schedule(frame + Math.ceil(readAhead * sampleRate))
    if (frame >= run.length) {
      this.halt()
      this.place = run.timeline.sampleCount
    } else if (run.horizon < run.length && run.horizon - frame < nearlyOut * sampleRate) {
      const horizonTime = context.currentTime + (run.horizon - frame) / sampleRate
      this.place = run.sampleAt(horizonTime)
      run.end(Math.max(context.currentTime, horizonTime - jumpFade), jumpFade)
      this.run = null
    }
  }

  private isAsWanted({ store, timeline, voices }: PlaybackRun): boolean {
    const ids = this.program.map(({ id }) => id)
    return store === this.store && timeline.loop === this.loop && voices.join('\n') === ids.join('\n')
  }

  /** Cross-fades to a run of the wanted voices and loop at the same place, once they are there. */
  private changeRun(run: PlaybackRun, store: ChunkStore, sound: AudioOutput): void {
    const { context } = sound
    const startFrame = this.lead.frame(context)
    const timeline = this.timelineFrom(run.sampleAt(startFrame / context.sampleRate), store)
    if (framesOf(timeline) === 0 || !this.isReady(timeline, store)) return
    const next = this.start(sound, { store, timeline, startFrame, fadeInSeconds: changeFade })
    if (!next) return
    run.end(startFrame / context.sampleRate, changeFade)
    next.connect()
    this.run = next
  }

  private beginRun(store: ChunkStore, sound: AudioOutput): void {
    const timeline = this.timelineFrom(this.place, store)
    if (framesOf(timeline) === 0) return this.halt()
    if (!this.isReady(timeline, store)) return
    const startFrame = this.lead.frame(sound.context)
    this.run = this.start(sound, { store, timeline, startFrame, fadeInSeconds: startFade })
    this.run?.connect()
  }

  /** Unheard until it is connected; null when it was not ready in time: it is tried again. */
  private start(
    { context, output }: AudioOutput,
    where: Pick<Parameters<typeof startRun>[0], 'store' | 'timeline' | 'startFrame' | 'fadeInSeconds'>,
  ): PlaybackRun | null {
    const run = startRun({ context, destination: output, program: this.program, ...where })
    run.schedule(Math.ceil(readAhead * context.sampleRate))
    if (!this.lead.isInTime(context, where.startFrame)) {
      run.end(where.startFrame / context.sampleRate, 0)
      return null
    }
    return run
  }

  private timelineFrom(startSample: number, { material }: ChunkStore): Timeline {
    return { startSample, sampleCount: material.sampleCount, loop: this.loop }
  }

  /** Whether a run can begin; asks for what it lacks if not. */
  private isReady(timeline: Timeline, store: ChunkStore): boolean {
    if (isThere(this.need(timeline, store, enoughToStart))) return true
    this.fetcher.fetch(this.need(timeline, store, readAhead), urgentRequests)
    return false
  }

  private fetchAhead(run: PlaybackRun, { context }: AudioOutput): void {
    if (!this.isAsWanted(run)) return
    const frame = Math.max(0, run.frameAt(context.currentTime))
    const latest = frame + Math.ceil(readAhead * context.sampleRate)
    const timeline = { ...run.timeline, startSample: sampleAt(run.timeline, Math.min(run.horizon, latest)) }
    const need = { ...this.need(timeline, run.store, 0), frames: Math.max(0, latest - run.horizon) }
    this.fetcher.fetch(need, aheadRequests)
  }

  private need(timeline: Timeline, store: ChunkStore, seconds: number): Need {
    const frames = Math.ceil(seconds * store.material.sampleRate)
    return { program: this.program, timeline, store, frames }
  }
}
