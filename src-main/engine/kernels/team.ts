import { instantiate, type KernelExports } from './kernelModule'
import { layoutProblem, type ProblemLayout, type SpectrogramLayout } from './memoryLayout'
import { itemCount, runItem, type Phase, type PhaseCode, type Work } from './phases'

/**
 * Threads that work on phases together, over one shared memory. One of them leads: it begins each phase, takes items like
 * all others, and waits until all are done. The others wait for its next phase. Nobody waits on a thread that runs an
 * event loop for people.
 *
 * Control block, 32-bit words: generation (counts phases), items left, threads still at work, number of the phase, its flag, place of
 * the problem, its components; then, 8-byte aligned, the value of the phase.
 */
const word = { generation: 0, items: 1, working: 2, code: 3, flag: 4, problem: 5, componentCount: 6 } as const
const valueOffset = 64

/** Loads of a word before a thread goes to sleep on it: phases often follow each other within microseconds. */
const spins = 4000

/** What every thread of a team is given. */
export interface TeamSetup {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly spectrogram: SpectrogramLayout
  /** Threads in all, the leader included. */
  readonly threads: number
}

interface Member {
  readonly exports: KernelExports
  readonly control: Int32Array
  readonly value: Float64Array
  readonly scratch: number
}

function join(setup: TeamSetup, index: number): Member {
  const { memory, module, spectrogram } = setup
  return {
    exports: instantiate(module, memory),
    control: new Int32Array(memory.buffer, spectrogram.control, valueOffset / 4),
    value: new Float64Array(memory.buffer, spectrogram.control + valueOffset, 1),
    scratch: spectrogram.scratch + index * spectrogram.scratchBytes,
  }
}

/** The leader's side. */
export interface Team extends TeamSetup {
  /** Does a phase with all threads; returns when it is done. */
  run(problem: ProblemLayout, phase: Omit<Phase, 'turn'>): void
}

export function leadTeam(setup: TeamSetup): Team {
  const member = join(setup, 0)
  const { control, value } = member

  function run(problem: ProblemLayout, phase: Omit<Phase, 'turn'>): void {
    value[0] = phase.value
    control[word.code] = phase.code
    control[word.flag] = phase.flag
    control[word.problem] = problem.problem
    control[word.componentCount] = problem.componentCount
    Atomics.store(control, word.items, itemCount(phase.code, setup.spectrogram))
    Atomics.store(control, word.working, setup.threads - 1)
    const turn = Atomics.add(control, word.generation, 1) + 1
    Atomics.notify(control, word.generation)
    takeItems(setup, member, problem, { ...phase, turn })
    for (let left = setup.threads - 1; left > 0; left = waitForChange(control, word.working, left)) {
      if (Atomics.load(control, word.working) === 0) break
    }
  }
  return { ...setup, run }
}

/** A text that is another one as long as the threads do anything. */
export function pulseOf({ memory, spectrogram }: TeamSetup): () => string {
  const control = new Int32Array(memory.buffer, spectrogram.control, valueOffset / 4)
  const words = [word.generation, word.items, word.working]
  return () => words.map((place) => Atomics.load(control, place)).join()
}

/** The other threads' side: works on phase after phase and never returns; the thread is ended from outside. */
export function serveTeam(setup: TeamSetup, index: number): never {
  const member = join(setup, index)
  const { control, value } = member
  for (let generation = 0; ;) {
    generation = waitForChange(control, word.generation, generation)
    const code = control[word.code] as PhaseCode
    const phase = { code, flag: control[word.flag], value: value[0], turn: generation }
    const size = { ...setup.spectrogram, componentCount: control[word.componentCount] }
    // A place beyond 2 GiB is a negative number in a signed word.
    const problem = layoutProblem(setup.spectrogram, size, control[word.problem] >>> 0)
    takeItems(setup, member, problem, phase)
    if (Atomics.sub(control, word.working, 1) === 1) Atomics.notify(control, word.working)
  }
}

/** Items are taken from the last to the first. */
function takeItems(setup: TeamSetup, member: Member, problem: ProblemLayout, phase: Phase): void {
  const { memory, spectrogram } = setup
  const work: Work = { exports: member.exports, memory, spectrogram, problem, scratch: member.scratch }
  for (;;) {
    const item = Atomics.sub(member.control, word.items, 1) - 1
    if (item < 0) return
    runItem(phase, item, work)
  }
}

/** Waits until the word differs from `old`, first busily, then asleep. Returns its new value. */
function waitForChange(control: Int32Array, index: number, old: number): number {
  for (let spin = 0; spin < spins; spin++) {
    const now = Atomics.load(control, index)
    if (now !== old) return now
  }
  for (;;) {
    const now = Atomics.load(control, index)
    if (now !== old) return now
    Atomics.wait(control, index, old)
  }
}
