import type { DecompositionWish } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { AppParts } from '../app.svelte'
import { analyse } from '../decomposing'
import type { KeptReport } from '../keptGroups'
import { learnNoise } from '../learning'
import { isCancelled } from '../notices.svelte'
import { recover } from '../takingUp'
import type { Commands } from './command'

export function analysisCommands(parts: AppParts) {
  const { work, notices, dialogs, brush, listening } = parts
  const { jobs, document } = work
  const isOpen = (): boolean => work.session !== null
  const isAnalysing = (): boolean => jobs.of('analyse') !== null
  const hasLoop = (): boolean => listening.loop.region !== null
  const learn = (): void => {
    if (listening.loop.region) learnNoise(work, listening.loop.region)
  }
  const cancel = (): void => {
    const job = jobs.foremost
    if (job) jobs.wish(job.kind, 'cancel')
  }
  return {
    undo: { isEnabled: () => document.undoLabel !== null, run: () => document.undo() },
    redo: { isEnabled: () => document.redoLabel !== null, run: () => document.redo() },
    analyse: { isEnabled: () => isOpen() && !jobs.isFactorising, run: () => void analyseAndTell(parts) },
    refine: {
      isEnabled: () => brush.strokes.length > 0 && !jobs.isFactorising,
      run: () => void brush.refine(notices),
    },
    'learn-noise': { isEnabled: hasLoop, run: learn },
    'learn-source': { isEnabled: hasLoop, run: () => (dialogs.shown = 'learn') },
    'compare-algorithms': { isEnabled: isOpen, run: () => (dialogs.shown = 'algorithms') },
    'suggest-smoothness': { isEnabled: isOpen, run: () => (dialogs.shown = 'suggest-smoothness') },
    'compare-smoothness': {
      isEnabled: () => work.project !== null,
      run: () => (dialogs.shown = 'smoothness'),
    },
    'stop-and-keep': { isEnabled: isAnalysing, run: () => jobs.wish('analyse', 'stop') },
    cancel: { isEnabled: () => jobs.any, run: cancel },
  } satisfies Partial<Commands>
}

async function analyseAndTell(parts: AppParts): Promise<void> {
  const { notices } = parts
  try {
    const kept = await goingOn(parts, parts.work.wish)
    if (kept)
      notices.show({ tone: kept.isLossy ? 'warning' : 'success', title: 'Groups kept', text: kept.text })
  } catch (error) {
    if (!isCancelled(error)) notices.showError('The analysis did not finish', error)
  }
}

/** An engine that ends in an analysis is given one more chance: the analysis goes on from where it was last kept. */
async function goingOn({ work, notices }: AppParts, settings: DecompositionWish): Promise<KeptReport | null> {
  try {
    return await analyse(work, settings)
  } catch (error) {
    if (!(error instanceof ShellacError) || error.code !== 'engine-crashed') throw error
    await recover(work)
    const text = 'It goes on in a new engine, from where it was last kept on the disk.'
    notices.show({ tone: 'warning', title: 'The analysis was interrupted', text })
    return analyse(work, settings)
  }
}
