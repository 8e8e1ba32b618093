/**
 * What a disk may hold after a power cut: what was synced, and of all else any part, in any order. After the crash layer of
 * SQLite's tests (test6.c) and Pillai et al., All File Systems Are Not Created Equal, OSDI 2014.
 */
import { folderOf, type DiskOperation, type FileNumber } from '../../services/files/operationLog'

/** Path -> content. */
export type DiskState = ReadonlyMap<string, Uint8Array>

/** Pending changes of names of which every combination is tried; of more, only the plainer ones. */
const mostCombined = 5

type NameChange = Extract<DiskOperation, { kind: 'name' | 'unname' }>
type Write = Extract<DiskOperation, { kind: 'write' }>

/**
 * Every state in which a power cut after the operations may leave a disk that held `before`. Writes that were not synced are there,
 * missing, or cut in half; changes of names too.
 */
export function* statesAfterCut(
  before: DiskState,
  operations: readonly DiskOperation[],
): Generator<DiskState> {
  const { names, writes } = settled(operations)
  for (const kept of keptNames(names.pending)) {
    for (const file of keptWrites(writes.pending)) {
      yield diskWith(before, [...names.done, ...kept], [...writes.done, ...file])
    }
  }
}

interface Split<Operation> {
  readonly done: readonly Operation[]
  readonly pending: readonly Operation[]
}

/** What a later sync has made certain, and what not. */
function settled(operations: readonly DiskOperation[]): {
  readonly names: Split<NameChange>
  readonly writes: Split<Write>
} {
  const isSynced = (operation: DiskOperation, place: number): boolean =>
    operations.slice(place + 1).some((later) => {
      if (operation.kind === 'write') return later.kind === 'sync' && later.file === operation.file
      return later.kind === 'sync-folder' && later.folder === folderOf(operation)
    })
  const split = <Operation extends DiskOperation>(
    belongs: (operation: DiskOperation) => operation is Operation,
  ): Split<Operation> => {
    const done: Operation[] = []
    const pending: Operation[] = []
    for (const [place, operation] of operations.entries()) {
      if (belongs(operation)) (isSynced(operation, place) ? done : pending).push(operation)
    }
    return { done, pending }
  }
  return {
    names: split((it): it is NameChange => it.kind === 'name' || it.kind === 'unname'),
    writes: split((it): it is Write => it.kind === 'write'),
  }
}

function* keptNames(pending: readonly NameChange[]): Generator<readonly NameChange[]> {
  if (pending.length > mostCombined) {
    yield* plainChoices(pending)
    return
  }
  for (let choice = 0; choice < 2 ** pending.length; choice++) {
    yield pending.filter((_, place) => (choice >> place) % 2 === 1)
  }
}

function* keptWrites(pending: readonly Write[]): Generator<readonly Write[]> {
  yield* plainChoices(pending)
  for (const [place, write] of pending.entries()) {
    const half = { ...write, bytes: write.bytes.subarray(0, write.bytes.length >> 1) }
    yield [...pending.slice(0, place), half, ...pending.slice(place + 1)]
    yield [...pending.slice(0, place), half]
  }
}

/** None, each first few, and all but each one. */
function* plainChoices<Operation>(pending: readonly Operation[]): Generator<readonly Operation[]> {
  for (let length = 0; length <= pending.length; length++) yield pending.slice(0, length)
  for (let place = 0; place < pending.length - 1; place++) yield pending.filter((_, other) => other !== place)
}

function diskWith(before: DiskState, names: readonly NameChange[], writes: readonly Write[]): DiskState {
  const contents = new Map<FileNumber, Uint8Array>()
  for (const { file, offset, bytes } of writes) contents.set(file, written(contents.get(file), offset, bytes))
  const disk = new Map(before)
  for (const change of names) {
    if (change.kind === 'unname') disk.delete(change.path)
    else {
      disk.set(change.path, contents.get(change.file) ?? new Uint8Array(0))
      if (change.without !== undefined) disk.delete(change.without)
    }
  }
  return disk
}

/** What was never written between is zeros. */
function written(before: Uint8Array = new Uint8Array(0), offset: number, bytes: Uint8Array): Uint8Array {
  const after = new Uint8Array(Math.max(before.length, offset + bytes.length))
  after.set(before)
  after.set(bytes, offset)
  return after
}
