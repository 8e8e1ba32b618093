import type { DecompositionId } from '@core/contract/ids'
import { Player } from '../audio/player'
import type { Material } from '../audio/chunkStore'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { nameOfShaping } from '@core/separation/shaping/shapingName'
import { programOf, voiceOf, type Listening } from '../audio/program'
import type { Shell } from '../shell/shell'
import { decibelsToGain } from '@core/separation/panLaw'
import { Loop } from './loop.svelte'
import { LoudnessMatch } from './loudnessMatch.svelte'
import type { Work } from './work.svelte'
import { durationOf } from './workDocument'

/** Another decomposition of the recording, with the same numbers of components, and what is heard of it. */
export interface Audition {
  readonly decomposition: DecompositionId
  readonly what: Listening
}

/** What is heard, and where in the recording. Nothing of it is saved. */
export class ListeningState {
  /** What the person chose to hear. Before the analysis it is always the original. */
  #chosen = $state.raw<Listening>({ kind: 'mix' })
  /** Components left out while listening only; exports have them. */
  muted = $state.raw<ReadonlySet<number>>(new Set())
  /** What is heard in the place of the document, while it is compared with others. */
  #audition = $state.raw<Audition | null>(null)
  isPlaying = $state(false)
  /** The sound of what was chosen is on its way. */
  isWaiting = $state(false)
  /** The system holds the sound back until the person does something. */
  isSuspended = $state(false)
  /** seconds */
  position = $state(0)
  /** Both ears hear the sum. */
  isMono = $state(false)
  readonly loop: Loop = new Loop(this)
  readonly match: LoudnessMatch
  /** The component that is heard while a key is held. */
  #held = $state<number | null>(null)
  #isPlayedForHeld = false
  readonly player: Player
  readonly #work: Work
  #isWatching = false
  readonly #described = $derived.by(() => describeMaterial(this.#work, this.#audition))
  /** Without an audition: that is heard as loud as what it stands for. */
  readonly #ownMaterial = $derived.by(() => describeMaterial(this.#work, null))
  readonly #shape = $derived.by(() => {
    const { project } = this.#work
    return project ? nameOfShaping(shapingOf(project)) : ''
  })
  readonly #material = $derived(this.#described === null ? null : (JSON.parse(this.#described) as Material))

  constructor(shell: Shell, work: Work, onError: (error: unknown) => void) {
    this.#work = work
    this.match = new LoudnessMatch(shell.engine)
    this.player = new Player({
      engine: shell.engine,
      onState: ({ activity, isSuspended, error }) => {
        this.isPlaying = activity !== 'paused'
        this.isWaiting = activity === 'waiting'
        this.isSuspended = isSuspended
        this.position = this.player.position
        if (this.isPlaying) this.#watchPosition()
        if (error) onError(error)
      },
    })
  }

  /** What is heard: a choice that means nothing any more falls back to the mix. */
  get what(): Listening {
    const { project } = this.#work
    const held = this.#held
    const usual = this.#audition?.what ?? this.#chosen
    const chosen: Listening = held === null ? usual : { kind: 'component', component: held }
    if (!project) return { kind: 'original' }
    if (chosen.kind === 'source' && !project.sources.some(({ id }) => id === chosen.id))
      return { kind: 'mix' }
    if (chosen.kind === 'component' && chosen.component >= project.components.length) return { kind: 'mix' }
    if (chosen.kind === 'clicks' && !project.analysis.declick) return { kind: 'mix' }
    return chosen
  }

  get audition(): Audition | null {
    return this.#audition
  }

  /** seconds; 0 when nothing is open */
  get duration(): number {
    const { current } = this.#work.document
    return current ? durationOf(current.recording) : 0
  }

  listenTo(what: Listening): void {
    this.#chosen = what
  }

  /** Plays it where the playhead is. */
  beginAudition(audition: Audition): void {
    this.#audition = audition
    this.play()
  }

  /** Silence, and then what was chosen before. */
  endAudition(): void {
    if (!this.#audition) return
    this.pause()
    this.#audition = null
  }

  /** Solo for a moment: plays if nothing does. */
  hold(component: number): void {
    if (this.#held === null && !this.isPlaying) {
      this.#isPlayedForHeld = true
      this.player.play()
    }
    this.#held = component
  }

  /** Back to what was heard before. */
  letGo(): void {
    if (this.#held === null) return
    this.#held = null
    if (this.#isPlayedForHeld) this.pause()
    this.#isPlayedForHeld = false
  }

  get isHolding(): boolean {
    return this.#held !== null
  }

  togglePlay(): void {
    if (this.isPlaying) this.player.pause()
    else this.player.play()
  }

  play(): void {
    if (!this.isPlaying) this.player.play()
  }

  pause(): void {
    this.player.pause()
  }

  /** Pauses where playing begins: at the start, or where the loop does. */
  stop(): void {
    this.player.pause()
    this.seek(this.loop.played?.start ?? 0)
  }

  /** @param seconds kept within the recording */
  seek(seconds: number): void {
    this.player.seek(Math.max(0, Math.min(this.duration, seconds)))
    this.position = this.player.position
  }

  /** Peak of a group of components just now, in the louder ear and as it is heard; linear, 0 where it does not sound. */
  peakOf(members: readonly number[]): number {
    return this.player.voicePeak(
      voiceOf(
        members.filter((member) => !this.muted.has(member)),
        this.#shape,
      ),
    )
  }

  toggleMuted(component: number): void {
    const muted = new Set(this.muted)
    if (!muted.delete(component)) muted.add(component)
    this.muted = muted
  }

  /** Back to the beginning and the mix, as for a recording that was just opened. */
  reset(): void {
    this.letGo()
    this.pause()
    this.loop.clear()
    this.#audition = null
    this.#chosen = { kind: 'mix' }
    this.muted = new Set()
    this.player.seek(0)
  }

  /** Hands what is to be heard to the player; to be called where effects may be made. */
  follow(): void {
    $effect(() => this.player.load(this.#material))
    $effect(() => {
      // The program is of the material: what was loaded anew needs it anew.
      void this.#material
      this.player.setProgram(programOf(this.#work.project, this.what, this.muted))
    })
    $effect(() => {
      const { original, mix } = this.match.gains
      const level = decibelsToGain(this.what.kind === 'original' ? original : mix)
      this.player.setEars({ level, isMono: this.isMono })
    })
    $effect(() => {
      void this.#material
      this.player.setLoop(this.loop.played)
    })
    this.match.follow(() => ({
      material: this.#ownMaterial === null ? null : (JSON.parse(this.#ownMaterial) as Material),
      project: this.#work.project,
      muted: this.muted,
    }))
  }

  #watchPosition(): void {
    if (this.#isWatching) return
    this.#isWatching = true
    const look = (): void => {
      this.position = this.player.position
      this.#isWatching = this.isPlaying
      if (this.isPlaying) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
}

/** Derived values are compared by identity: as text, material that is the same stays the same. */
function describeMaterial(work: Work, audition: Audition | null): string | null {
  const { session, document } = work
  const { current } = document
  if (!session || !current) return null
  const { recording, channel, decomposed } = current
  const material: Material = {
    session: session.id,
    channel,
    decomposition: audition?.decomposition ?? decomposed?.decomposition ?? null,
    sampleRate: recording.sampleRate,
    sampleCount: recording.sampleCount,
  }
  return JSON.stringify(material)
}
