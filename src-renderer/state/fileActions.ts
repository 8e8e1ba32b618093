/** Opening and closing as a person asks for it: what is unsaved is asked about, and what goes wrong is told. */
import type { ProjectState } from '@core/contract/engine'
import type { WorkId } from '@core/contract/ids'
import type { PickedFile } from '@core/contract/page'
import type { AppParts } from './app.svelte'
import { isCancelled } from './notices.svelte'
import { openWork, type OpenHow } from './opening'
import { respectOwner } from './ownership'
import { howElse, openedNotice } from './projectOpening'
import { save } from './saving'

export async function chooseAndOpen(parts: AppParts): Promise<void> {
  try {
    const picked = await parts.files.choose(['recording', 'project'])
    if (picked) await openFile(parts, picked)
  } catch (error) {
    parts.notices.showError('No file could be chosen', error)
  }
}

export async function openDemo(parts: AppParts): Promise<void> {
  try {
    await openFile(parts, await parts.shell.host.demo({}))
  } catch (error) {
    parts.notices.showError('The demo could not be opened', error)
  }
}

/** What was asked for from outside. */
export async function openWaiting(parts: AppParts): Promise<void> {
  const { files: waiting } = await parts.shell.host.takeOpenings({})
  const [first, ...others] = waiting
  if (!first) return
  await openFile(parts, first)
  if (others.length === 0) return
  const text = `${others.length} more were asked for; there is one recording in a window.`
  parts.notices.show({ tone: 'info', title: `Opened ${first.name}`, text })
}

/** In place of what is open, after asking about it. */
export async function openFile(parts: AppParts, picked: PickedFile): Promise<void> {
  const { notices } = parts
  if (!(await mayClose(parts))) return
  try {
    const state = await openAsking(parts, picked)
    if (state === 'given up') return
    resetViews(parts)
    const notice = state && openedNotice(picked.name, state)
    if (notice) notices.show(notice)
    await respectOwner(parts)
  } catch (error) {
    if (!isCancelled(error)) notices.showError(`${picked.name} could not be opened`, error)
  }
}

/** Asks the person where a project does not open by itself, until it does or they give up. */
async function openAsking(
  parts: AppParts,
  picked: PickedFile,
  how: OpenHow = {},
): Promise<ProjectState | null | 'given up'> {
  try {
    return await openWork(parts.work, picked, how)
  } catch (error) {
    const next = await howElse(error, how, parts)
    if (next === undefined) throw error
    return next === null ? 'given up' : openAsking(parts, picked, next)
  }
}

/** Goes on with unsaved work of an earlier run, after asking about what is open. */
export async function recoverKept(parts: AppParts, id: WorkId): Promise<void> {
  if (!(await mayClose(parts))) return
  resetViews(parts)
  await parts.recovery.takeUp(id)
  await respectOwner(parts)
}

export async function closeFile(parts: AppParts): Promise<void> {
  const { work, recovery } = parts
  if (!(await mayClose(parts))) return
  resetViews(parts)
  work.close()
  await recovery.keepNow()
  await recovery.refresh()
}

/** Asks about unsaved work; true when nothing stands in the way. */
export async function mayClose(parts: AppParts): Promise<boolean> {
  if (!(await askToClose(parts))) return false
  // What is given up stays recoverable as it is now, and what was saved is not offered again.
  await parts.recovery.keepNow()
  return true
}

async function askToClose(parts: AppParts): Promise<boolean> {
  const { work, dialogs } = parts
  if (!work.document.isEdited) return true
  const answer = await dialogs.ask({
    title: `Save what you did with ${work.title ?? 'the recording'}?`,
    text: 'What you do not save can be recovered for 14 days. The recording itself is never changed.',
    answers: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'discard', label: 'Do not save', isDanger: true },
      { value: 'save', label: 'Save' },
    ],
  })
  if (answer === 'save') return save(parts)
  return answer === 'discard'
}

function resetViews({ view, listening }: AppParts): void {
  view.reset()
  listening.reset()
}
