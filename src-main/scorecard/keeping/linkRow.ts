/** Promise D10: recordings that were moved, renamed, changed or cut off behind their project. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { openProjectInPart } from '../../services/projectFile/openInPart'
import { saveProject } from '../../services/projectFile/projectFile'
import { outcomeOf, type Effort, type Row } from '../section'
import { countedProject } from './subjects'

interface Linked {
  readonly project: string
  readonly recording: string
  /** A folder that no project knows. */
  readonly away: string
}

interface Scenario {
  readonly name: string
  /** What happens to the recording. Returns where a person would say it is, if anywhere. */
  happen(linked: Linked): Promise<string | undefined>
  /** What has to come of it: it opens from there, or is refused with that code and a word of the reason. */
  readonly expected: 'opens' | readonly [code: string, word: string]
}

const content = Buffer.alloc(5000, 'RIFF')

const scenarios: readonly Scenario[] = [
  {
    name: 'moved to an unknown folder',
    async happen({ recording, away }) {
      await rename(recording, join(away, 'there.wav'))
      return undefined
    },
    expected: ['recording-not-found', 'original.wav'],
  },
  {
    name: 'moved, and chosen by a person',
    async happen({ recording, away }) {
      await rename(recording, join(away, 'there.wav'))
      return join(away, 'there.wav')
    },
    expected: 'opens',
  },
  {
    name: 'moved, and another file of its length chosen',
    async happen({ recording, away }) {
      await rename(recording, join(away, 'there.wav'))
      await writeFile(join(away, 'other.wav'), Buffer.alloc(content.length, 'riff'))
      return join(away, 'other.wav')
    },
    expected: ['recording-changed', 'other content'],
  },
  {
    name: 'renamed in its folder',
    async happen({ recording, project }) {
      await rename(recording, join(project, '..', 'cleaned name.wav'))
      return undefined
    },
    expected: 'opens',
  },
  {
    name: 'changed, with its length and time',
    async happen({ recording }) {
      const { atime, mtime } = await stat(recording)
      await writeFile(recording, Buffer.alloc(content.length, 'RIFf'))
      await utimes(recording, atime, mtime)
      return undefined
    },
    expected: ['recording-changed', 'other content'],
  },
  {
    name: 'cut off',
    async happen({ recording }) {
      await writeFile(recording, content.subarray(0, 1234))
      return undefined
    },
    expected: ['recording-changed', '1234 bytes instead of 5000'],
  },
  {
    name: 'exchanged for a device',
    async happen({ recording }) {
      await rm(recording)
      await symlink('/dev/zero', recording)
      return undefined
    },
    expected: ['recording-changed', 'no regular file'],
  },
  {
    name: 'on a network folder that is gone',
    async happen({ recording }) {
      await rm(join(recording, '..'), { recursive: true })
      return undefined
    },
    expected: ['recording-not-found', 'original.wav'],
  },
]

export async function linkRow({ folder }: Effort): Promise<Row> {
  const wrong: string[] = []
  for (const scenario of scenarios) {
    const linked = await saveLinked(await mkdtemp(join(folder, 'linked-')))
    const said = await scenario.happen(linked)
    if (!(await isAsExpected(scenario, linked, said))) wrong.push(scenario.name)
  }
  const right = scenarios.length - wrong.length
  return {
    requirement: 'D10',
    promise:
      'A linked recording that was moved, renamed, changed or cut off is named; it is taken from elsewhere only with the same content.',
    tried: `${scenarios.length} ways: ${scenarios.map(({ name }) => name).join(', ')}`,
    figure: `right ${right} of ${scenarios.length}${wrong.length > 0 ? `; not: ${wrong.join(', ')}` : ''}`,
    outcome: outcomeOf(wrong.length === 0),
  }
}

async function saveLinked(home: string): Promise<Linked> {
  const [projects, music, away] = ['projects', 'music', 'away'].map((name) => join(home, name))
  for (const made of [projects, music, away]) await mkdir(made)
  const [project, recording] = [join(projects, 'song.shellac'), join(music, 'original.wav')]
  await writeFile(recording, content)
  const counted = countedProject(1)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const reference = { ...counted.project.recording, name: 'original.wav', sha256, byteLength: content.length }
  const linked = { kind: 'linked', path: recording } as const
  const document = { ...counted.project, recording: reference }
  await saveProject(project, { ...counted, project: document, recording: linked }, { overwrite: false })
  return { project, recording, away }
}

async function isAsExpected(
  { expected }: Scenario,
  { project }: Linked,
  said: string | undefined,
): Promise<boolean> {
  try {
    const { recording, isRelinked } = await openProjectInPart(project, { recording: said })
    const isRight = recording.kind === 'linked' && (await readFile(recording.path)).equals(content)
    return expected === 'opens' && isRight && isRelinked
  } catch (error) {
    if (!(error instanceof ShellacError) || expected === 'opens') return false
    return error.code === expected[0] && error.message.includes(expected[1])
  }
}
