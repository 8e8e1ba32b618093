/** Nothing is lost when a page is loaded anew or the engine ends: what keeps the work with the host, and what takes it up again. */
import { ShellacError } from '@core/contract/errors'
import { keepDelay } from '@core/contract/page'
import type { App } from './app.svelte'
import { followAnalysis } from './decomposing'
import { isCancelled } from './notices.svelte'
import { recover, resume } from './takingUp'
import { keptWork, readSnapshot } from './workSnapshot'

const pageKey = 'shellac-page'

/** The name of this tab or window; it outlives a reload. */
function pageName(): string {
  const known = sessionStorage.getItem(pageKey)
  if (known) return known
  const name = crypto.randomUUID()
  sessionStorage.setItem(pageKey, name)
  return name
}

/** Takes up what this page left before it was loaded anew. Resolves when the document is there; a running analysis goes on. */
export async function resumeWork({ shell, work, notices, recovery }: App): Promise<void> {
  const { work: text } = await shell.host.findWork({ page: pageName() })
  const snapshot = text === null ? null : readSnapshot(text)
  if (!snapshot) return
  // An engine that was started anew meanwhile knows nothing of it; the arrays were kept.
  if (!(await resume(work, snapshot))) return recovery.takeUp(snapshot.id)
  const { analysis } = snapshot
  const { jobs } = await shell.host.jobs({})
  if (!analysis || !jobs.some(({ job, state }) => job === analysis && state !== 'failed')) return
  followAnalysis(work, analysis).catch((error: unknown) => {
    if (!isCancelled(error)) notices.showError('The analysis did not finish', error)
  })
}

/** Keeps the work with the host, once what was there before was taken up; to be called where effects may be made. */
export function keepWork(app: App, isResumed: () => boolean): void {
  const { shell, work, recovery } = app
  const page = pageName()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFailing = false
  const keep = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (!isResumed()) return
    const snapshot = work.snapshot()
    try {
      await shell.host.keepWork({ page, work: snapshot && keptWork(snapshot) })
      isFailing = false
    } catch (error) {
      if (!isFailing) sayNotKept(app, error)
      isFailing = true
    }
  }
  recovery.keepNow = keep
  // Progress changes the job many times a second, its name only at its beginning and end.
  const analysis = $derived(work.jobs.of('analyse')?.id)
  $effect(() => {
    // What is read here is what the snapshot is made of.
    void [
      work.session,
      work.document.history,
      work.document.isEdited,
      work.place.target,
      work.settings,
      analysis,
    ]
    if (isResumed()) timer ??= setTimeout(() => void keep(), keepDelay)
  })
  $effect(() => {
    const leave = (): void => {
      if (timer !== undefined) void keep()
      // The next page could not take them up, and the engine has no room for an analysis beside them.
      for (const kind of ['split', 'compare-algorithms', 'compare-smoothness', 'suggest-smoothness'] as const)
        work.jobs.wish(kind, 'cancel')
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      clearTimeout(timer)
    }
  })
}

/** A host that has gone keeps nothing; the page hears of that elsewhere. */
function sayNotKept({ notices }: App, error: unknown): void {
  if (!(error instanceof ShellacError) || error.code === 'engine-crashed') return
  notices.showError('Your changes are not being kept for a crash', error)
}

/** Brings the document back into the next engine. */
export async function recoverWork({ work, listening, notices }: App): Promise<void> {
  listening.endAudition()
  listening.pause()
  if (!work.session) return
  try {
    await recover(work)
    notices.show({
      tone: 'warning',
      title: 'The engine stopped unexpectedly and was started again',
      text: 'Your work is as it was. An analysis goes on by itself; what else was being computed must be started again.',
    })
  } catch (error) {
    const code = error instanceof ShellacError ? error.code : 'internal'
    notices.showError(
      code === 'engine-crashed' ? 'The engine stopped again' : 'The recording could not be opened again',
      error,
    )
  }
}
