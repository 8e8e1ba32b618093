/** Promise D14: what is left of damaged projects. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { createRandom } from '@core/random'
import { openProjectInPart, type ProjectInPart } from '../../services/projectFile/openInPart'
import {
  openProject,
  saveProject,
  type OpenedProject,
  type StoredProject,
} from '../../services/projectFile/projectFile'
import { outcomeOf, type Effort, type Row } from '../section'
import { countedProject } from './subjects'

interface Counts {
  whole: number
  inPart: number
  refused: number
  wrong: number
  /** Of document, components, recording and report, of all projects. */
  parts: number
  recovered: number
}

const partsOfProject = 4

export async function damageRow({ folder, isShort, seed }: Effort): Promise<Row> {
  const places = isShort ? 20 : 400
  const random = createRandom(seed + 2)
  const path = join(folder, 'damaged.shellac')
  const report = Buffer.from('{"format": "shellac-report"}')
  const original = join(folder, 'original.wav')
  await writeFile(original, originalBytes)
  await saveProject(path, { ...projectOfOriginal(), report }, { overwrite: false })
  const [bytes, whole] = [await readFile(path), await openProject(path)]
  const counts: Counts = { whole: 0, inPart: 0, refused: 0, wrong: 0, parts: 0, recovered: 0 }
  for (let trial = 0; trial < places; trial++) {
    const place = Math.floor(random.uniform() * bytes.length)
    const flipped = Buffer.from(bytes)
    flipped[place] ^= 1 << (trial % 8)
    for (const damaged of [flipped, bytes.subarray(0, place)]) {
      await writeFile(path, damaged)
      countOpened(await open(path, original), whole, counts)
    }
  }
  const { inPart, refused, wrong, parts, recovered } = counts
  return {
    requirement: 'D14',
    promise:
      'A damaged project opens as far as it goes: what is whole is used, what is lost is named, and nothing is wrong in silence.',
    tried: `${places} flips of one bit and ${places} cuts, at places chosen by chance in ${bytes.length} bytes`,
    figure: `${counts.whole} opened whole, ${inPart} in part, ${refused} refused by name; ${((100 * recovered) / parts).toFixed(1)} % of the parts recovered; ${wrong} wrong in silence`,
    outcome: outcomeOf(wrong === 0 && inPart > 0),
  }
}

const originalBytes = Buffer.from('RIFF, as the recording was found')

function projectOfOriginal(): OpenedProject {
  const counted = countedProject(5)
  const sha256 = createHash('sha256').update(originalBytes).digest('hex')
  const recording = { ...counted.project.recording, sha256, byteLength: originalBytes.length }
  return { ...counted, project: { ...counted.project, recording } }
}

/** As the window opens it: where the recording inside is lost, with the original that the person chooses. */
async function open(
  path: string,
  original: string,
  recording?: string,
): Promise<ProjectInPart | ShellacError> {
  try {
    return await openProjectInPart(path, { recording })
  } catch (error) {
    if (!(error instanceof ShellacError)) throw error
    const isAsked = error.code === 'recording-not-found' && recording === undefined
    return isAsked ? open(path, original, original) : error
  }
}

function countOpened(opened: ProjectInPart | ShellacError, whole: StoredProject, counts: Counts): void {
  counts.parts += partsOfProject
  if (opened instanceof ShellacError) {
    counts.refused++
    return
  }
  const { factors, recording, report, damage, revision } = opened
  const found = [true, factors !== null, recording.kind === 'embedded', report !== undefined]
  counts.recovered += found.filter(Boolean).length
  counts[damage.length > 0 ? 'inPart' : 'whole']++
  // What is left out has to be said.
  const isSilent = damage.length === 0 && !found.every(Boolean)
  counts.wrong += Number(isSilent || revision !== whole.revision || !isSameProject(opened, whole))
}

function isSameProject({ factors, recording, report }: ProjectInPart, whole: StoredProject): boolean {
  const isSame = (a: ArrayBufferView, b: ArrayBufferView): boolean =>
    Buffer.compare(
      Buffer.from(a.buffer, a.byteOffset, a.byteLength),
      Buffer.from(b.buffer, b.byteOffset, b.byteLength),
    ) === 0
  const areSameFactors = !factors || (isSame(factors.W, whole.W) && isSame(factors.H, whole.H))
  const isSameSound =
    recording.kind === 'linked' ||
    (whole.recording.kind === 'embedded' && isSame(recording.bytes, whole.recording.bytes))
  const isSameReport = !report || (whole.report !== undefined && isSame(report, whole.report))
  return areSameFactors && isSameSound && isSameReport
}
