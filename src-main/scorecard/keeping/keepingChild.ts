/** A process that works until it is killed: see killed.ts. It tells every save that is done, and the sum of a result. */
import { createHash } from 'node:crypto'
import { createRandom } from '@core/random'
import { decomposeResumably } from '../../services/keeping/decomposeResumably'
import { createCheckpointStore } from '../../services/keeping/checkpointStore'
import { createWorkShelf } from '../../services/keeping/workShelf'
import { saveProject } from '../../services/projectFile/projectFile'
import { countedProject, longWork } from './subjects'

const [task, path] = process.argv.slice(2)
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

const tasks = { save, keep, decompose }
await tasks[task as keyof typeof tasks]()
