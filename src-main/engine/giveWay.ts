import { constants, setPriority } from 'node:os'

/**
 * Puts the calling thread behind what people wait for: the window, its sound, other programs. A machine that does nothing else loses
 * nothing by it. Where the system knows priorities of processes only, it is the whole process.
 */
export function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A system that does not allow it computes as it would have.
  }
}
