/** A process that works until it is killed: see killed.ts. It tells every save that is done, and the sum of a result. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ArtifactId, WorkId } from '@core/contract/ids'
import { keepDelay } from '@core/contract/page'
import { createRandom } from '@core/random'
import { decomposeResumably } from '../../services/keeping/decomposeResumably'
import { createCheckpointStore } from '../../services/keeping/checkpointStore'
import { createWorkShelf } from '../../services/keeping/workShelf'
import { createFileVault } from '../../services/page/fileVault'
import { createWorkKeeper } from '../../services/page/workKeeper'
import { saveProject } from '../../services/projectFile/projectFile'
import { tryToCount } from './counting'
import type { ExportedAs } from './soundingProject'
import { countedProject, longWork } from './subjects'
import { exporting } from './writings'

const [task, path, number] = process.argv.slice(2)
const tell = (value: number | string): void => void process.send?.(value)

/** Saves a project that counts, without end. */
async function save(): Promise<void> {
  for (let count = 1; ; count++) {
    await saveProject(path, countedProject(count), { overwrite: true })
    tell(count)
  }
}

/** Keeps work that counts, without end. */
async function keep(): Promise<void> {
  const shelf = createWorkShelf(path)
  const facts = { name: 'side a.wav', isEdited: true, isAnalysing: false, lastChange: null, files: [] }
  for (let count = 1; ; count++) {
    const array = new Float32Array(50_000).fill(count % 7)
    const content = await shelf.contents.keepBytes(new Uint8Array(array.buffer))
    await shelf.put({
      ...facts,
      id: 'work',
      changes: count,
      text: 'x'.repeat(200_000),
      arrays: { H: content },
    })
    tell(count)
  }
}

/** Exports versions that count, without end. */
async function exportAs(format: ExportedAs): Promise<void> {
  const writing = await exporting(format)
  for (let count = 1; ; count++) {
    await writing.write(path, count)
    tell(count)
  }
}

/** Counts a project up so many times, each time from what it finds; tells how many of its saves were accepted. */
async function count(): Promise<void> {
  let accepted = 0
  for (let turn = 0; turn < Number(number); turn++) accepted += Number(await tryToCount(path))
  tell(accepted)
  process.disconnect()
}

/** Edits as a page does, without end, and tells each edit when it is done. */
async function edit(): Promise<void> {
  const shelf = createWorkShelf(path)
  const array = new Uint8Array(500_000)
  const client = { artifact: () => Promise.resolve(array) }
  const keeper = createWorkKeeper({ shelf, vault: createFileVault('anywhere'), client, passing: [] })
  const { handlers } = keeper.takeSeat()
  const random = createRandom(Number(number))
  const facts = { name: 'side a.wav', isEdited: true, isAnalysing: false, lastChange: 'Pan', saves: null }
  let changes = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = async (): Promise<void> => {
    timer = undefined
    const work = {
      ...{ ...facts, id: 'work' as WorkId, changes, text: 'x'.repeat(100_000) },
      artifacts: ['H' as ArtifactId],
    }
    await handlers.keepWork({ page: 'page', work }, () => undefined)
  }
  for (;;) {
    tell(++changes)
    timer ??= setTimeout(() => void keep(), keepDelay)
    await wait(5 + 60 * random.uniform())
  }
}

/** Decomposes, going on from where the process before was. */
async function decompose(): Promise<void> {
  const { settings, sampleCount } = longWork
  const random = createRandom(8)
  const samples = Float32Array.from({ length: sampleCount }, () => 2 * random.uniform() - 1)
  const resumable = { store: createCheckpointStore(path), seconds: 0.1 }
  const control = { wish: () => 'go-on' as const, report: () => tell(0) }
  const { factors } = await decomposeResumably(samples, settings, { control, resumable })
  const hash = createHash('sha256')
  for (const { buffer } of [factors.W, factors.H]) hash.update(new Uint8Array(buffer))
  tell(hash.digest('hex'))
  process.disconnect()
}

const tasks = {
  ...{ save, keep, decompose, count, edit },
  wav: () => exportAs('wav'),
  flac: () => exportAs('flac'),
}
await tasks[task as keyof typeof tasks]()
