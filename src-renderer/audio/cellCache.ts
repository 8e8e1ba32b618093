/** The sound that was used last, by name, as much of it as fits. */
export interface CellCache {
  get(key: string): Float32Array<ArrayBuffer> | undefined
  has(key: string): boolean
  /** Drops what was used longest ago until `bytes` more fit. */
  makeRoom(bytes: number): void
  put(key: string, samples: Float32Array<ArrayBuffer>): void
}

/** @param limit bytes; more may be put when room was not made */
export function createCellCache(limit: number): CellCache {
  /** In the order of last use. */
  const kept = new Map<string, Float32Array<ArrayBuffer>>()
  let total = 0

  function drop(key: string): void {
    total -= kept.get(key)?.byteLength ?? 0
    kept.delete(key)
  }

  function put(key: string, samples: Float32Array<ArrayBuffer>): void {
    drop(key)
    kept.set(key, samples)
    total += samples.byteLength
  }

  return {
    get(key) {
      const samples = kept.get(key)
      if (samples) put(key, samples)
      return samples
    },
    has: (key) => kept.has(key),
    makeRoom(bytes) {
      for (const key of kept.keys()) {
        if (total + bytes <= limit) return
        drop(key)
      }
    },
    put,
  }
}
