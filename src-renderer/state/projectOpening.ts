/** What a person is asked when a project does not open by itself. */
import { ShellacError } from '@core/contract/errors'
import type { ProjectState } from '@core/contract/engine'
import type { PickedFile } from '@core/contract/page'
import type { Dialogs } from './dialogs.svelte'
import type { Files } from './files'
import type { NoticeContent } from './notices.svelte'
import type { OpenHow } from './opening'

interface Parts {
  readonly dialogs: Dialogs
  readonly files: Files
}

/** The name of a project's recording that was not found, or is another file by now. */
export function missingRecording(error: unknown): string | undefined {
  const name = error instanceof ShellacError ? error.details.recording : undefined
  return typeof name === 'string' ? name : undefined
}

/**
 * How to open it after all: null when the person gives up, undefined when there is nothing to ask.
 * @param how what was said before
 */
export async function howElse(
  error: unknown,
  how: OpenHow,
  parts: Parts,
): Promise<OpenHow | null | undefined> {
  if (!(error instanceof ShellacError)) return undefined
  if (missingRecording(error) !== undefined) {
    const recording = await askForRecording(error, parts)
    return recording && { ...how, recording }
  }
  if (error.details.lost !== 'components') return undefined
  const answer = await parts.dialogs.ask({
    title: 'Open what is left of it?',
    text: `${error.message} Its settings, the names of groups and the mix are whole. The damaged file stays as it is.`,
    answers: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'open', label: 'Open' },
    ],
  })
  return answer === 'open' ? { ...how, isUndecomposed: true } : null
}

/** The recording of a project is not where it was, or is another file: the person may know where it went. */
export async function askForRecording(
  error: ShellacError,
  { dialogs, files }: Parts,
): Promise<PickedFile | null> {
  const answer = await dialogs.ask({
    title: `Where is ${missingRecording(error) ?? 'the recording'}?`,
    text: `${error.message} If it was moved or renamed, choose it; it is known again by its content.`,
    answers: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'find', label: 'Choose the recording…' },
    ],
  })
  return answer === 'find' ? files.choose(['recording']) : null
}

/** What there is to say of a project that was opened; undefined where all is as it should be. */
export function openedNotice(name: string, { damage, isRelinked }: ProjectState): NoticeContent | undefined {
  if (damage.length > 0) {
    const text = `${damage.join(' ')} Save it under another name; the damaged file stays as it is.`
    return { tone: 'warning', title: `${name} is damaged and was opened in part`, text }
  }
  if (!isRelinked) return undefined
  const text = 'It has another place or name by now. Save the project, so that it remembers.'
  return { tone: 'info', title: 'The recording was found by its content', text }
}
