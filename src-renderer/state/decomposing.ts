/** Decompositions by the engine that become steps of the history. */
import type { Decomposed, DecompositionEstimate, DecompositionWish } from '@core/contract/engine'
import type { JobId, SessionId } from '@core/contract/ids'
import type { Split } from '@core/project/splitEdit'
import { pieceNumbers } from '@core/separation/splitPlan'
import { splitLabel } from './groupingLabels'
import { groupsKept, keptReport, type KeptReport } from './keptGroups'
import type { Work } from './work.svelte'
import { requireDecomposed, takeVariant, type WorkDocument } from './workDocument'

/** What an analysis takes of the machine. */
export async function estimate(work: Work, settings: DecompositionWish): Promise<DecompositionEstimate> {
  const { id } = work.requireSession()
  return work.shell.engine.call('estimate', { session: id, settings })
}

/** Decomposes the recording, as wished if nothing else is said. What became of the groups; null where none were to be kept. */
export async function analyse(work: Work, settings = work.wish): Promise<KeptReport | null> {
  // Who is quicker than the new engine would ask it for the session of the old one.
  await work.recovery?.catch(() => undefined)
  const { session, document } = { session: work.requireSession(), document: work.requireDocument() }
  const request = { session: session.id, channel: document.channel, settings }
  return takeDecomposed(work, session.id, document, work.jobs.run('analyse', 'decompose', request))
}

/** Shows an analysis that a page before a reload began. */
export function followAnalysis(work: Work, job: JobId): Promise<KeptReport | null> {
  const { id } = work.requireSession()
  const attached = work.jobs.follow(
    'analyse',
    job,
    (onProgress) => work.shell.host.attach({ job }, onProgress) as Promise<Decomposed>,
  )
  return takeDecomposed(work, id, work.requireDocument(), attached)
}

/** Decomposes components again, as one step of the history. Numbers from 0 of the pieces. */
export async function splitComponents(work: Work, split: Split): Promise<readonly number[]> {
  const { id } = work.requireSession()
  const { project, decomposition } = requireDecomposed(work.requireDocument())
  const request = { session: id, decomposition, project, ...split }
  const decomposed = await work.jobs.run('split', 'splitComponents', request)
  await work.factors.load(decomposed)
  if (work.session?.id !== id) return []
  work.document.commit(splitLabel(project, split), (document) => ({ ...document, decomposed }))
  return pieceNumbers(project.components.length, split)
}

/** Finds the decomposition on with what was painted; names, sources, mix and strokes stay as they are by then. */
export async function refine(work: Work): Promise<void> {
  const { id } = work.requireSession()
  const { decomposition, project } = requireDecomposed(work.requireDocument())
  const refined = await work.jobs.run('refine', 'refine', { session: id, decomposition, project })
  await work.factors.load(refined)
  const present = work.document.settled?.decomposed
  if (work.session?.id !== id || present?.decomposition !== decomposition) return
  work.document.commit('Refine with the strokes', (document) => takeVariant(document, refined))
}

/** Puts a variant of the present decomposition, of another smoothness, in its place. */
export function takeSmoothness(work: Work, variant: Decomposed): void {
  const label = `Smoothness ${variant.project.analysis.smoothness}`
  work.document.commit(label, (document) => takeVariant(document, variant))
}

/** Makes a finished analysis of `document` a step of the history, if its recording is still open. */
async function takeDecomposed(
  work: Work,
  session: SessionId,
  document: WorkDocument,
  analysis: Promise<Decomposed>,
): Promise<KeptReport | null> {
  const decomposed = await analysis
  await work.factors.load(decomposed)
  if (work.session?.id !== session) return null
  const before = work.requireDocument()
  const kept = work.keepsGroups ? groupsKept(before, decomposed, work.factors) : null
  const project = kept?.project ?? decomposed.project
  const count = decomposed.project.components.length
  const label = `Decompose into ${count} ${count === 1 ? 'component' : 'components'}`
  // What was marked meanwhile is for the next one.
  const { lost: _, ...rest } = document
  work.document.commit(label, ({ learned }) => ({
    ...rest,
    learned,
    decomposed: { ...decomposed, project },
  }))
  const old = before.decomposed?.project ?? before.lost
  return old && kept ? keptReport(old, kept) : null
}
