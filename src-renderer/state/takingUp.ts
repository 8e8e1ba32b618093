/** Going on with work that is kept: after a page was loaded anew, after an engine ended, or from another run of the program. */
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, FileId } from '@core/contract/ids'
import type { Decomposed } from '@core/contract/engine'
import { mapHistory, valuesOf } from './history'
import { reopen, type FactorFiles } from './reopening'
import type { Work } from './work.svelte'
import type { WorkDocument } from './workDocument'
import type { WorkSnapshot } from './workSnapshot'

/** Goes on where a page left off before it was loaded anew. False when the engine knows nothing of it any more. */
export async function resume(work: Work, snapshot: WorkSnapshot): Promise<boolean> {
  const { session, history, savedStep } = snapshot
  const { present, past, future } = history
  try {
    await work.shell.engine.call('chooseChannel', { session, channel: present.channel })
    const known = [present, ...past.map((step) => step.value), ...future.map((step) => step.value)]
    for (const { decomposed } of known) if (decomposed) await work.factors.load(decomposed)
  } catch (error) {
    if (error instanceof ShellacError && error.code !== 'internal') return false
    throw error
  }
  begin(work, snapshot, session)
  work.document.restore(history, savedStep)
  return true
}

/**
 * Goes on with work that another run of the program left, in place of what is open.
 * @param arrays files with the arrays that are still there
 * @returns steps whose components are lost, since their arrays are not there
 */
export async function takeUp(
  work: Work,
  snapshot: WorkSnapshot,
  arrays: ReadonlyMap<ArtifactId, FileId>,
): Promise<number> {
  const { origin, history, savedStep, target } = snapshot
  const { engine } = work.shell
  work.opening = origin.name
  try {
    const filesOf = (decomposed: Decomposed) => Promise.resolve(keptFiles(decomposed, arrays))
    const { session, renamed, rename } = await reopen({ engine, origin, history, filesOf })
    for (const decomposed of renamed.values()) await work.factors.load(decomposed)
    // What was handed to the browser is nowhere that could be saved over.
    begin(work, { ...snapshot, target: target?.isDownload ? null : target }, session)
    const isLost = ({ decomposed }: WorkDocument): boolean =>
      decomposed !== null && !renamed.has(decomposed.decomposition)
    const whole = (it: WorkDocument): WorkDocument => (isLost(it) ? { ...it, decomposed: null } : it)
    work.document.restore(
      mapHistory(history, (it) => rename(whole(it))),
      savedStep,
    )
    return valuesOf(history).filter(isLost).length
  } finally {
    work.opening = null
  }
}

/**
 * After the engine ended: opens the recording in the next one and gives it back what it had found. The document with its history
 * is as it was. Only one recovery at a time, whoever asks.
 */
export function recover(work: Work): Promise<void> {
  work.recovery ??= giveBack(work).finally(() => {
    work.recovery = null
  })
  return work.recovery
}

async function giveBack(work: Work): Promise<void> {
  const { session, shell, factors, document } = work
  const { history } = document
  if (!session || !history) return
  const { engine } = shell
  const filesOf = (decomposed: Decomposed) => uploadFactors(work, decomposed)
  const reopened = await reopen({ engine, origin: session.origin, history, filesOf })
  work.renameSession(reopened.session)
  for (const [before, { decomposition }] of reopened.renamed) factors.rename(before, decomposition)
  document.rename(reopened.rename)
}

function begin(work: Work, snapshot: WorkSnapshot, session: WorkSnapshot['session']): void {
  const { id, origin, levels, settings } = snapshot
  work.begin({ id: session, work: id, origin, levels })
  work.place.set(snapshot)
  work.settings = settings
}

function keptFiles(
  { dictionary, activations }: Decomposed,
  arrays: ReadonlyMap<ArtifactId, FileId>,
): FactorFiles | undefined {
  const [W, H] = [arrays.get(dictionary), arrays.get(activations)]
  return W === undefined || H === undefined ? undefined : { dictionary: W, activations: H }
}

async function uploadFactors(
  { shell, factors }: Work,
  { decomposition }: Decomposed,
): Promise<FactorFiles | undefined> {
  const found = factors.of(decomposition)
  if (!found) return undefined
  const upload = async (numbers: Float32Array, name: string): Promise<FileId> =>
    (await shell.takeFile(new File([numbers as Float32Array<ArrayBuffer>], `${name}.f32`))).file
  const [dictionary, activations] = await Promise.all([upload(found.W, 'W'), upload(found.H, 'H')])
  return { dictionary, activations }
}
