/** The project that a command works on: opened whole, or in part with a warning. */
import { ShellacError } from '@core/contract/errors'
import { openProjectInPart } from '../services/projectFile/openInPart'
import type { StoredProject } from '../services/projectFile/projectFile'
import { audioOf, embedRecording } from '../services/projects'
import type { OptionTable, ParsedArguments } from './arguments'
import type { Terminal } from './terminal'

export const recordingOption: OptionTable = {
  recording: {
    kind: 'text',
    value: '<file>',
    help: 'Where the recording is now, if it was moved; or the original, if the copy inside the project is damaged.',
  },
}

export interface CommandProject extends StoredProject {
  /** Parts are lost, which the person was told; the file is not to be replaced by what is left. */
  readonly isDamaged: boolean
}

/** Says what is damaged and where the recording was found. @throws ShellacError 'damaged-project' when components are lost, or as openProjectInPart */
export async function openCommandProject(
  path: string,
  parsed: ParsedArguments,
  terminal: Terminal,
): Promise<CommandProject> {
  const { factors, damage, isRelinked, ...found } = await openProjectInPart(path, {
    recording: parsed.text('recording'),
  })
  if (!factors) {
    const next = `shellac decompose "${found.project.recording.name}" -o <new project> --keep-groups-of "${path}"`
    const message = `${path} is damaged. ${damage.join(' ')} To keep its groups: ${next}`
    throw new ShellacError('damaged-project', message, { path, lost: 'components' })
  }
  for (const text of damage) terminal.warn(`${path} is damaged. ${text}`)
  if (isRelinked && found.recording.kind === 'linked' && damage.length === 0) {
    terminal.note(`The recording was found at ${found.recording.path}.`)
  }
  const isReplaced = found.project.recording.storage.kind !== found.recording.kind
  const recording = isReplaced ? await embedRecording(await audioOf(found)) : found.recording
  return { ...found, ...factors, recording, isDamaged: damage.length > 0 }
}

/** @throws ShellacError 'bad-argument' when a damaged project would be replaced by what was read of it */
export function refuseDamaged({ isDamaged }: CommandProject, path: string, target: string): void {
  if (!isDamaged || target !== path) return
  const message = `${path} is damaged and is not replaced by what is left of it; write another project with -o.`
  throw new ShellacError('bad-argument', message, { path })
}
