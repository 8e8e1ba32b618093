/** Solo of sources: what keys and the buttons of the strips do. */
import { setSolo, soloOnly } from '@core/project/edits'
import type { Source } from '@core/project/project'
import { soloLabel, soloOnlyLabel } from './groupingLabels'
import type { Work } from './work.svelte'

/** Switches the solo of a source. `isOnly`: it ends that of all others, and is switched off only where there is no other. */
export function switchSolo(work: Pick<Work, 'project' | 'edit'>, source: Source, isOnly: boolean): void {
  const { id, name, solo } = source
  const isAlone = !work.project?.sources.some((other) => other.solo && other.id !== id)
  if (isOnly && !isAlone) work.edit(soloOnlyLabel(name), soloOnly(id))
  else work.edit(soloLabel(name, solo), setSolo(id, !solo))
}
