/** Counts what readers allocate and how often they look at the bytes, and can make an allocation fail. */

export interface Counters {
  /** Buffers of at least 256 bytes. */
  readonly allocations: number
  readonly allocatedBytes: number
  /** Numbers that were read through a DataView, as all walkers of chunks, boxes and pages do. */
  readonly reads: number
}

export interface CounterControl {
  /** @param failAt the allocation that fails, from 1; 0: none */
  reset(failAt: number): void
  read(): Counters
}

const smallestCounted = 256
const arrays = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
] as const
const viewReaders = [
  ...['getUint8', 'getInt8', 'getUint16', 'getInt16', 'getUint32', 'getInt32'],
  ...['getFloat32', 'getFloat64', 'getBigUint64', 'getBigInt64'],
] as const

/** Changes this process for good: only for one that does nothing else. */
export function installCounters(): CounterControl {
  let allocations = 0
  let allocatedBytes = 0
  let reads = 0
  let failAt = 0
  const note = (bytes: number): void => {
    if (!(bytes >= smallestCounted)) return
    allocations++
    allocatedBytes += bytes
    if (allocations === failAt) throw new RangeError('Array buffer allocation failed')
  }
  for (const name of arrays) watchConstructor(name, note)
  watchViews(() => {
    reads++
  })
  return {
    reset(chosen) {
      allocations = allocatedBytes = reads = 0
      failAt = chosen
    },
    read: () => ({ allocations, allocatedBytes, reads }),
  }
}

function watchConstructor(name: (typeof arrays)[number], note: (bytes: number) => void): void {
  const original = globalThis[name] as unknown as {
    new (...parts: unknown[]): object
    BYTES_PER_ELEMENT?: number
  }
  const watched = new Proxy(original, {
    construct(target, parts: unknown[], newTarget) {
      note(lengthOf(parts[0]) * (target.BYTES_PER_ELEMENT ?? 1))
      return Reflect.construct(target, parts, newTarget) as object
    },
  })
  Object.assign(globalThis, { [name]: watched })
}

/** Elements that a constructor's first argument asks for; 0 for a view of a buffer that is there. */
function lengthOf(argument: unknown): number {
  if (typeof argument === 'number') return argument
  if (ArrayBuffer.isView(argument) || Array.isArray(argument)) return (argument as { length: number }).length
  return 0
}

function watchViews(note: () => void): void {
  const prototype = DataView.prototype as unknown as Record<string, (...parts: unknown[]) => unknown>
  for (const name of viewReaders) {
    const original = prototype[name]
    prototype[name] = function (this: DataView, ...parts: unknown[]) {
      note()
      return original.apply(this, parts)
    }
  }
}
