import type { ProjectOwner } from '@core/contract/page'
import { dayText } from '../ui/dayText'
import type { NoticeContent } from './notices.svelte'

/** Who has a project open, and what can be done about it. */
export function ownerNotice(name: string, owner: ProjectOwner, takeOver: () => void): NoticeContent {
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
