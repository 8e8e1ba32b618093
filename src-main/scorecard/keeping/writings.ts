/** The ways in which the program writes what must not be lost, each with a way to tell what stands there. */
import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeAudio } from '../../codecs/decodeAudio'
import { exportAudio } from '../../services/exports/exportAudio'
import type { FileSystem } from '../../services/files/fileSystem'
import { createWorkShelf } from '../../services/keeping/workShelf'
import { openProject, saveProject } from '../../services/projectFile/projectFile'
import { countedExport, soundingProject, type ExportedAs } from './soundingProject'
import { countedProject } from './subjects'

/** What is written with. */
export interface Disk {
  readonly fileSystem?: FileSystem
  /** Seconds that a call may take. */
  readonly patience?: number
}

export interface Writing {
  /** As in 'a save'. */
  readonly name: string
  /** Writes the version of that number over what is there. Rejects when it was not written. */
  write(folder: string, count: number, disk?: Disk): Promise<void>
  /** The number of the version that stands in the folder, whole. Rejects for anything else. */
  read(folder: string): Promise<number>
}

export async function allWritings(): Promise<readonly Writing[]> {
  return [saving, autosaving, await exporting('wav'), await exporting('flac')]
}

const saving: Writing = {
  name: 'save',
  async write(folder, count, disk) {
    await saveProject(join(folder, 'song.shellac'), countedProject(count), { overwrite: true, ...disk })
  },
  async read(folder) {
    return Number((await openProject(join(folder, 'song.shellac'))).project.components[0].name)
  },
}

const autosaving: Writing = {
  name: 'autosave',
  async write(folder, count, disk) {
    const shelf = createWorkShelf(folder, disk)
    try {
      const array = new Float32Array(10_000).fill(count)
      const H = await shelf.contents.keepBytes(new Uint8Array(array.buffer))
      const facts = { name: 'side a.wav', isEdited: true, isAnalysing: false, lastChange: null, files: [] }
      await shelf.put({ ...facts, id: 'work', changes: count, text: 'x'.repeat(50_000), arrays: { H } })
    } finally {
      await shelf.close()
    }
  },
  async read(folder) {
    const shelf = createWorkShelf(folder)
    try {
      const work = await shelf.find('work')
      const isWhole = work && (await shelf.contents.findBytes(work.arrays.H)) !== undefined
      if (!isWhole) throw new Error('the work is not whole')
      return work.changes
    } finally {
      await shelf.close()
    }
  },
}

/** @param format of the sound; the reports lie beside it */
export async function exporting(format: ExportedAs): Promise<Writing> {
  const project = await soundingProject()
  const targetIn = (folder: string): string => join(folder, `mix.${format}`)
  let sound: string | undefined
  const control = { wish: () => 'go-on' as const, report: () => undefined }
  return {
    name: `${format.toUpperCase()} export`,
    async write(folder, count, disk) {
      await mkdir(folder, { recursive: true })
      const settings = countedExport(project, { target: targetIn(folder), format, count })
      await exportAudio(project.opened, project.separation, { ...settings, ...disk }, control)
    },
    async read(folder) {
      const { channels, tags, warnings } = await decodeAudio(await readFile(targetIn(folder)))
      if (warnings.length > 0) throw new Error(warnings.join(' '))
      const hash = createHash('sha256')
      for (const channel of channels) hash.update(new Float64Array(channel))
      const found = hash.digest('hex')
      sound ??= found
      if (found !== sound) throw new Error('the sound is another')
      JSON.parse(await readFile(`${targetIn(folder)}.report.json`, 'utf8'))
      return Number(tags.TITLE)
    },
  }
}
