import { ShellacError } from '@core/contract/errors'
import type { WorkId } from '@core/contract/ids'
import type { PickedFile, SaveTarget } from '@core/contract/page'
import type { ProjectState } from '@core/contract/engine'
import type { AppParts } from './app.svelte'
import { isCancelled } from './notices.svelte'
import { openFile, type OpenHow } from './opening'
import { howElse, openedNotice } from './projectOpening'
import { ownerNotice } from './ownerNotice'
import { saveProject, type SaveHow } from './writing'

export interface FileActions {
  chooseAndOpen(): Promise<void>
  openDemo(): Promise<void>
  open(picked: PickedFile): Promise<void>
  openWaiting(): Promise<void>
  /** Goes on with unsaved work of an earlier run. */
  recover(id: WorkId): Promise<void>
  /** True when the project was written. */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
  close(): Promise<void>
  /** Asks about unsaved work; true when nothing stands in the way. */
  mayClose(): Promise<boolean>
}

export function createFileActions(parts: AppParts): FileActions {
  const { shell, work, view, listening, dialogs, files, notices, recovery } = parts

  async function open(picked: PickedFile): Promise<void> {
    if (!(await mayClose())) return
    try {
      const state = await openAsking(picked)
      if (state === 'given up') return
      view.reset()
      listening.reset()
      const notice = state && openedNotice(picked.name, state)
      if (notice) notices.show(notice)
      await respectOwner()
    } catch (error) {
      if (!isCancelled(error)) notices.showError(`${picked.name} could not be opened`, error)
    }
  }

  /** Asks the person where a project does not open by itself, until it does or they give up. */
  async function openAsking(
    picked: PickedFile,
    how: OpenHow = {},
  ): Promise<ProjectState | null | 'given up'> {
    try {
      return await openFile(work, picked, how)
    } catch (error) {
      const next = await howElse(error, how, { dialogs, files })
      if (next === undefined) throw error
      return next === null ? 'given up' : openAsking(picked, next)
    }
  }

  /** A project that somebody else has open is only read here. */
  async function respectOwner(): Promise<void> {
    const { target } = work.place
    if (!target || target.isDownload) return
    const { file, name } = target
    const { owner } = await shell.host.whoHasOpen({ file })
    if (!owner) return
    work.place.leaveTo(owner)
    notices.show(ownerNotice(name, owner, () => void takeOver({ file, name })))
  }

  /** From an owner who has closed it, or whose program has ended. */
  async function takeOver({ file, name }: PickedFile): Promise<void> {
    try {
      if (work.session?.origin.file !== file) return
      const { owner } = await shell.host.whoHasOpen({ file })
      if (owner) return notices.show(ownerNotice(name, owner, () => void takeOver({ file, name })))
      work.place.takeOver({ file, name })
      notices.show({ tone: 'success', title: `${name} is saved from here now` })
    } catch (error) {
      notices.showError(`${name} could not be taken over`, error)
    }
  }

  async function saveTo(target: SaveTarget, how: SaveHow): Promise<boolean> {
    try {
      await saveProject(work, target, how)
      await files.deliver(target)
      notices.show({ tone: 'success', title: `Saved ${target.name}` })
      return true
    } catch (error) {
      const code = error instanceof ShellacError ? error.code : 'internal'
      if (code === 'target-exists' && !how.overwrite) {
        return (await dialogs.mayReplace(target.name)) && saveTo(target, { overwrite: true })
      }
      if (code === 'project-changed') return saveBeside(target)
      if (!isCancelled(error)) notices.showError('The project could not be saved', error)
      return false
    }
  }

  /** Somebody else has saved the project meanwhile: both versions stay, unless the person says otherwise. */
  async function saveBeside(target: SaveTarget): Promise<boolean> {
    const answer = await dialogs.ask({
      title: `${target.name} was saved by somebody else`,
      text: 'Another window or program has changed the file since you opened or saved it here. Save yours under another name to keep both.',
      answers: [
        { value: 'cancel', label: 'Cancel' },
        { value: 'replace', label: 'Replace theirs', isDanger: true },
        { value: 'beside', label: 'Save as…' },
      ],
    })
    if (answer === 'replace') return saveTo(target, { overwrite: true, anyway: true })
    return answer === 'beside' && saveAs()
  }

  async function saveAs(): Promise<boolean> {
    if (!work.session) return false
    const target = await files.chooseTarget(
      'project',
      projectName(work.place.target?.name ?? work.session.origin.name),
    )
    if (!target) return false
    return saveTo(target, { overwrite: target.mayReplace })
  }

  async function save(): Promise<boolean> {
    const { target } = work.place
    return target ? saveTo(target, { overwrite: true }) : saveAs()
  }

  async function mayClose(): Promise<boolean> {
    if (!(await askToClose())) return false
    // What is given up stays recoverable as it is now, and what was saved is not offered again.
    await recovery.keepNow()
    return true
  }

  async function askToClose(): Promise<boolean> {
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
    if (answer === 'save') return save()
    return answer === 'discard'
  }

  return {
    open,
    async recover(id) {
      if (!(await mayClose())) return
      view.reset()
      listening.reset()
      await recovery.takeUp(id)
      await respectOwner()
    },
    save,
    saveAs,
    mayClose,
    async chooseAndOpen() {
      try {
        const picked = await files.choose(['recording', 'project'])
        if (picked) await open(picked)
      } catch (error) {
        notices.showError('No file could be chosen', error)
      }
    },
    async openWaiting() {
      const { files: waiting } = await shell.host.takeOpenings({})
      const [first, ...others] = waiting
      if (!first) return
      await open(first)
      if (others.length === 0) return
      const text = `${others.length} more were asked for; there is one recording in a window.`
      notices.show({ tone: 'info', title: `Opened ${first.name}`, text })
    },
    async openDemo() {
      try {
        await open(await shell.host.demo({}))
      } catch (error) {
        notices.showError('The demo could not be opened', error)
      }
    },
    async close() {
      if (!(await mayClose())) return
      listening.reset()
      view.reset()
      work.close()
      await recovery.keepNow()
      await recovery.refresh()
    },
  }
}

/** 'song.flac' -> 'song.shellac' */
function projectName(name: string): string {
  return `${name.replace(/\.[^.]+$/, '')}.shellac`
}
