/** Whether a decomposition fits on this machine. */
import { decompositionNeeds, type DecompositionNeeds } from './decompositionNeeds'
import { changesOf, longestThatFits, plainWords, smallerOffer, type OfferWords, type Wished } from './offer'
import { megabytes, requireDisk, requireMemory, type Room, type Written } from './room'

/** Where it writes. */
export interface Places {
  /** Where it keeps how far it is; undefined: nowhere. */
  readonly dataFolder?: string | undefined
  /** Where the project will be saved; undefined: not yet known. */
  readonly project?: string | undefined
}

export interface Task {
  /** Name of the recording, for messages. */
  readonly name: string
  readonly wished: Wished
  readonly places: Places
  readonly words?: OfferWords
}

/**
 * Refuses what does not fit, with the numbers and with what would.
 * @throws ShellacError 'not-enough-memory', 'disk-full'
 */
export async function requireDecompositionRoom(task: Task, room: Room): Promise<void> {
  const { name, wished, places } = task
  const needs = decompositionNeeds(wished.recording, wished.settings, wished.declick)
  const what = `Decomposing ${name}`
  requireMemory(what, needs.memory, room, () => wayOut(task, room.memory()))
  await requireDisk(what, writtenBy(needs, places), room)
}

/** What it writes where. */
export function writtenBy(needs: DecompositionNeeds, { dataFolder, project }: Places): Written[] {
  // Until a project is saved its factors are kept beside the checkpoints.
  const kept = needs.checkpoints + (project === undefined ? needs.factors : 0)
  return [
    ...(dataFolder === undefined ? [] : [{ path: dataFolder, bytes: kept }]),
    ...(project === undefined ? [] : [{ path: project, bytes: needs.project }]),
  ]
}

function wayOut({ wished, words = plainWords }: Task, available: number): string {
  const offer = smallerOffer(wished, available)
  if (offer) {
    const changes = changesOf(wished, offer, words)
    return `With ${changes} it would take ${megabytes(offer.memory)} MB.`
  }
  const share = longestThatFits(wished, available) / wished.recording.sampleCount
  if (share < 0.01) return 'Not even a hundredth of it would fit.'
  return `With these settings the first ${Math.floor(100 * share)} % of it would fit; save that part as a recording of its own.`
}
