import { randomUUID } from 'node:crypto'
import type { ArtifactId } from '@core/contract/ids'

/** Immutable bytes of one session by name. */
export interface Artifacts {
  /** Stays until it is dropped. */
  keep(bytes: Uint8Array): ArtifactId
  /** Stays until newer ones of this kind take its room. */
  keepForNow(bytes: Uint8Array): ArtifactId
  drop(id: ArtifactId): void
  clear(): void
  get(id: ArtifactId): Uint8Array | undefined
}

/** @param roomForNow bytes that all artifacts kept for now may take together */
export function createArtifacts(roomForNow: number): Artifacts {
  const kept = new Map<ArtifactId, Uint8Array>()
  /** Oldest first. */
  const forNow = new Map<ArtifactId, Uint8Array>()
  let bytesForNow = 0

  function dropForNow(id: ArtifactId): void {
    bytesForNow -= forNow.get(id)?.byteLength ?? 0
    forNow.delete(id)
  }

  return {
    keep(bytes) {
      const id = newId()
      kept.set(id, bytes)
      return id
    },
    keepForNow(bytes) {
      const id = newId()
      forNow.set(id, bytes)
      bytesForNow += bytes.byteLength
      for (const oldest of forNow.keys()) {
        if (bytesForNow <= roomForNow) break
        dropForNow(oldest)
      }
      return id
    },
    drop(id) {
      kept.delete(id)
      dropForNow(id)
    },
    clear() {
      kept.clear()
      forNow.clear()
      bytesForNow = 0
    },
    get: (id) => kept.get(id) ?? forNow.get(id),
  }
}

function newId(): ArtifactId {
  return randomUUID() as ArtifactId
}
