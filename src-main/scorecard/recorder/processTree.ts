/** Memory of a process and of all that it has started; known on Linux only. */
import { readFileSync } from 'node:fs'

const pageBytes = 4096
const watchMilliseconds = 100

/** Resident bytes of a process and its descendants; 0 where the system does not say. */
export function residentBytesOfTree(pid: number): number {
  const [own, children] = [residentBytes(pid), childrenOf(pid)]
  return children.reduce((sum, child) => sum + residentBytesOfTree(child), own)
}

/** Processes that a process has started and that run. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.split(' ').filter(Boolean).map(Number)
  } catch {
    // It has ended meanwhile, or the system keeps no such list.
    return []
  }
}

export interface MemoryWatch {
  /** Bytes, the most so far. */
  peak(): number
  stop(): void
}

/** Looks at a process and its descendants ten times a second. */
export function watchMemory(pid: number): MemoryWatch {
  let peak = residentBytesOfTree(pid)
  const timer = setInterval(() => (peak = Math.max(peak, residentBytesOfTree(pid))), watchMilliseconds)
  return {
    peak: () => peak,
    stop: () => clearInterval(timer),
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
  } catch {
    return 0
  }
}
