/** Projects that somebody else has open. */
import type { WorkId } from '@core/contract/ids'
import type { PickedFile, ProjectOwner } from '@core/contract/page'
import { dayText } from '../ui/dayText'
import type { AppParts } from './app.svelte'
import type { NoticeContent } from './notices.svelte'

type Parts = Pick<AppParts, 'shell' | 'work' | 'notices'>

/** A project that somebody else has open is only read here. */
export async function respectOwner(parts: Parts): Promise<void> {
  const { shell, work, notices } = parts
  const { session } = work
  const { target } = work.place
  if (!session || !target || target.isDownload) return
  const { file, name } = target
  const { owner } = await shell.host.whoHasOpen({ file })
  if (!owner || work.session?.work !== session.work) return
  work.place.leaveTo(owner)
  notices.show(ownerNotice(name, owner, () => void takeOver(parts, { file, name }, session.work)))
}

/** From an owner who has closed it, or whose program has ended; nothing, once other work is open here. */
async function takeOver(parts: Parts, project: PickedFile, leftBy: WorkId): Promise<void> {
  const { shell, work, notices } = parts
  const { file, name } = project
  try {
    if (work.session?.work !== leftBy) return
    const { owner } = await shell.host.whoHasOpen({ file })
    if (owner) return notices.show(ownerNotice(name, owner, () => void takeOver(parts, project, leftBy)))
    work.place.takeOver(project)
    notices.show({ tone: 'success', title: `${name} is saved from here now` })
  } catch (error) {
    notices.showError(`${name} could not be taken over`, error)
  }
}

/** Who has a project open, and what can be done about it. */
function ownerNotice(name: string, owner: ProjectOwner, takeOver: () => void): NoticeContent {
  return {
    tone: 'warning',
    title: `${name} is open elsewhere and is only read here`,
    text: `${ownerText(owner)} What you do here is saved under another name; once it is closed there you can take it over.`,
    action: { label: 'Take over', run: takeOver },
  }
}

/** 'ann has had it open since today, 14:02, in the app on studio (process 4711).' */
export function ownerText({ user, host, shell, processId, since }: ProjectOwner): string {
  const place = shell === 'desktop' ? 'in the app' : 'in a browser, served'
  return `${user} has had it open since ${dayText(since, Date.now())}, ${place} on ${host} (process ${processId}).`
}
