/** Memory that this process can still take without anybody being driven out of it. */
import { readFileSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'
import { posix } from 'node:path'

export interface MemoryFacts {
  readonly platform: string
  /** Bytes, as the system tells them. */
  readonly total: number
  readonly free: number
  /** Text of a file of the system; undefined where there is none. */
  readonly read: (path: string) => string | undefined
}

/** macOS fills its memory with files that it gives up when asked, and does not say how much: half of all may be taken there. */
const shareOfTotal = 0.5
const controlGroups = '/sys/fs/cgroup'

/**
 * Bytes: on Linux what the system can give without swapping, or less where a control group (a container, a batch system) allows less;
 * on Windows what is free.
 */
export function availableMemory(facts: MemoryFacts = factsOfSystem()): number {
  const { platform, total, free } = facts
  if (platform === 'darwin') return shareOfTotal * total
  if (platform !== 'linux') return free
  return Math.max(0, Math.min(availableInSystem(facts), ...availableInGroups(facts)))
}

function factsOfSystem(): MemoryFacts {
  return { platform: process.platform, total: totalmem(), free: freemem(), read: readText }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function availableInSystem({ free, read }: MemoryFacts): number {
  const kibibytes = /^MemAvailable:\s*(\d+) kB$/m.exec(read('/proc/meminfo') ?? '')?.[1]
  return kibibytes === undefined ? free : Number(kibibytes) * 1024
}

/** Of the group of this process and all groups around it, of either version of the interface. */
function availableInGroups({ read }: MemoryFacts): number[] {
  const groups = (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
    const [, names, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? []
    if (path === undefined) return []
    if (names === '') return around(path).map((group) => availableInGroup(read, group, newNames))
    if (!names.split(',').includes('memory')) return []
    return around(path).map((group) => availableInGroup(read, posix.join('memory', group), oldNames))
  })
  return groups.filter((bytes) => bytes !== undefined)
}

/** '/a/b' -> '/a/b', '/a', '/'. */
function around(path: string): string[] {
  const parent = posix.dirname(path)
  return parent === path ? [path] : [path, ...around(parent)]
}

interface GroupFiles {
  readonly limit: string
  readonly used: string
  /** Of memory.stat: files that were read and can be forgotten. */
  readonly forgettable: string
}

const newNames: GroupFiles = { limit: 'memory.max', used: 'memory.current', forgettable: 'inactive_file' }
const oldNames: GroupFiles = {
  limit: 'memory.limit_in_bytes',
  used: 'memory.usage_in_bytes',
  forgettable: 'total_inactive_file',
}

/** Undefined for a group without a limit. */
function availableInGroup(
  read: MemoryFacts['read'],
  group: string,
  { limit, used, forgettable }: GroupFiles,
): number | undefined {
  const text = (name: string): string | undefined => read(posix.join(controlGroups, group, name))
  const most = Number.parseInt(text(limit) ?? '', 10)
  const taken = Number.parseInt(text(used) ?? '', 10)
  if (Number.isNaN(most) || Number.isNaN(taken)) return undefined
  const files = new RegExp(`^${forgettable} (\\d+)$`, 'm').exec(text('memory.stat') ?? '')?.[1] ?? '0'
  return most - Math.max(0, taken - Number(files))
}
