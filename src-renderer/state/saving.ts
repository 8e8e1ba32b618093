/** Saving the project, and what a person is asked meanwhile. */
import { ShellacError } from '@core/contract/errors'
import type { SaveTarget } from '@core/contract/page'
import type { AppParts } from './app.svelte'
import { isCancelled } from './notices.svelte'
import { ownerText } from './ownership'
import { saveProject, type SaveHow } from './writing'

type Parts = Pick<AppParts, 'shell' | 'work' | 'files' | 'dialogs' | 'notices'>

/** Where it was saved or opened, else where the person says. True when the project was written. */
export async function save(parts: Parts): Promise<boolean> {
  const { target } = parts.work.place
  return target ? saveTo(parts, target, { overwrite: true }) : saveAs(parts)
}

/** True when the project was written. */
export async function saveAs(parts: Parts): Promise<boolean> {
  const { work, files } = parts
  if (!work.session) return false
  const name = projectName(work.place.target?.name ?? work.session.origin.name)
  const target = await files.chooseTarget('project', name)
  if (!target) return false
  const answer = await mayTake(parts, target)
  if (answer === 'beside') return saveAs(parts)
  return answer === 'replace' && saveTo(parts, target, { overwrite: target.mayReplace })
}

/** Whether a target is saved to that somebody else may have open: 'replace' without a question where nobody has. */
async function mayTake({ shell, dialogs }: Parts, target: SaveTarget): Promise<string> {
  if (target.isDownload) return 'replace'
  // Where that cannot be told, saving itself says what is wrong.
  const { owner } = await shell.host.whoHasOpen({ file: target.file }).catch(() => ({ owner: null }))
  if (!owner) return 'replace'
  return dialogs.ask({
    title: `${target.name} is open elsewhere`,
    text: `${ownerText(owner)} What is saved there after you would have to replace yours. Save under another name to keep both.`,
    answers: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'replace', label: 'Replace it', isDanger: true },
      { value: 'beside', label: 'Save as…' },
    ],
  })
}

async function saveTo(parts: Parts, target: SaveTarget, how: SaveHow): Promise<boolean> {
  const { work, files, dialogs, notices } = parts
  try {
    await saveProject(work, target, how)
    await files.deliver(target)
    notices.show({ tone: 'success', title: `Saved ${target.name}` })
    return true
  } catch (error) {
    const code = error instanceof ShellacError ? error.code : 'internal'
    if (code === 'target-exists' && !how.overwrite) {
      return (await dialogs.mayReplace(target.name)) && saveTo(parts, target, { overwrite: true })
    }
    if (code === 'project-changed') return saveBeside(parts, target)
    if (!isCancelled(error)) notices.showError('The project could not be saved', error)
    return false
  }
}

/** Somebody else has saved the project meanwhile: both versions stay, unless the person says otherwise. */
async function saveBeside(parts: Parts, target: SaveTarget): Promise<boolean> {
  const answer = await parts.dialogs.ask({
    title: `${target.name} was saved by somebody else`,
    text: 'Another window or program has changed the file since you opened or saved it here. Save yours under another name to keep both.',
    answers: [
      { value: 'cancel', label: 'Cancel' },
      { value: 'replace', label: 'Replace theirs', isDanger: true },
      { value: 'beside', label: 'Save as…' },
    ],
  })
  if (answer === 'replace') return saveTo(parts, target, { overwrite: true, anyway: true })
  return answer === 'beside' && saveAs(parts)
}

/** 'song.flac' -> 'song.shellac' */
function projectName(name: string): string {
  return `${name.replace(/\.[^.]+$/, '')}.shellac`
}
