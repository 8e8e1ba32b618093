/** What is written of the open work: the project, exports, pictures. */
import type { EngineRequest, EngineResult, Exported } from '@core/contract/engine'
import type { ExportWish } from '@core/contract/exports'
import type { SaveTarget } from '@core/contract/page'
import type { Work } from './work.svelte'
import { requireDecomposed } from './workDocument'

export interface SaveHow {
  /** Whether a file may be there. */
  readonly overwrite: boolean
  /** Also one that somebody else has saved meanwhile. */
  readonly anyway?: boolean
}

/** Writes the project; the target is remembered for the next time. */
export async function saveProject(
  work: Work,
  target: SaveTarget,
  { overwrite, anyway }: SaveHow,
): Promise<void> {
  const saved = work.requireDocument()
  const { project, decomposition } = requireDecomposed(saved)
  const { revision } = await work.jobs.run('save', 'saveProject', {
    session: work.requireSession().id,
    decomposition,
    project,
    file: target.file,
    overwrite,
    replaces: anyway ? undefined : work.place.revisionAt(target),
  })
  work.place.set({ target, revision })
  work.document.markSaved(saved)
}

export async function exportAudio(work: Work, target: SaveTarget, wish: ExportWish): Promise<Exported> {
  const { project, decomposition } = requireDecomposed(work.requireDocument())
  return work.jobs.run('export', 'exportAudio', {
    session: work.requireSession().id,
    decomposition,
    project,
    file: target.file,
    export: wish,
  })
}

/** Draws a picture into a file. */
export async function exportPicture(
  work: Work,
  target: SaveTarget,
  wish: Pick<EngineRequest<'exportPicture'>, 'picture' | 'format' | 'overwrite'>,
): Promise<EngineResult<'exportPicture'>> {
  const { id } = work.requireSession()
  const { channel, decomposed } = work.requireDocument()
  const document = decomposed && {
    decomposition: decomposed.decomposition,
    project: decomposed.project,
  }
  const request = { session: id, document, channel, file: target.file, ...wish }
  return work.jobs.run('picture', 'exportPicture', request)
}
