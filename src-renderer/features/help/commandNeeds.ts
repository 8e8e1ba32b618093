/** Why a command cannot be given now. */
import { commands, type CommandGroup, type CommandId } from '@core/contract/commands'

export interface NeedFacts {
  readonly isOpen: boolean
  readonly isAnalysed: boolean
}

/** What is missing when nothing about the document is. */
const ownNeeds: Partial<Record<CommandId, string>> = {
  undo: 'Nothing to undo',
  redo: 'Nothing to redo',
  'stop-and-keep': 'No analysis is running',
  cancel: 'Nothing is running',
  open: 'A recording is being opened',
  'open-demo': 'A recording is being opened',
  'recover-work': 'A recording is being opened',
}

const needsOfDocument: Partial<Record<CommandId, string>> = {
  analyse: 'An analysis or comparison is running',
  'learn-noise': 'Mark a stretch on the ruler first',
  'learn-source': 'Mark a stretch on the ruler first',
  'select-none': 'Nothing is selected',
  'merge-components': 'Choose two components or more',
  'solo-source': 'Choose a source first',
  'solo-only': 'Choose a source first',
  'mute-source': 'Choose a source first',
  'spread-sources': 'There are no sources yet',
  'centre-sources': 'There are no sources yet',
  'place-band': 'No source has components yet',
  'listen-to-removed': 'Nothing is left out',
  'listen-to-clicks': 'No clicks were removed',
  'next-click': 'No clicks were removed',
  'previous-click': 'No clicks were removed',
  'zoom-in': 'It is as large as it gets',
  'zoom-out': 'The whole recording is shown',
  'zoom-to-fit': 'The whole recording is shown',
}

const groupsOfAnalysis: readonly CommandGroup[] = ['components', 'sources']
const ofAnalysis: readonly CommandId[] = [
  'save',
  'save-as',
  'export',
  'select-all',
  'select-none',
  'compare-original',
  'match-loudness',
  'listen-to-removed',
  'listen-to-clicks',
  'next-click',
  'previous-click',
  'compare-smoothness',
]

/** A few words for a command that is not enabled. */
export function needOf(id: CommandId, { isOpen, isAnalysed }: NeedFacts): string {
  const own = ownNeeds[id]
  if (own !== undefined) return own
  if (!isOpen) return 'Open a recording first'
  const { group } = commands[id]
  if (!isAnalysed && (groupsOfAnalysis.includes(group) || ofAnalysis.includes(id)))
    return 'Analyse the recording first'
  return needsOfDocument[id] ?? (group === 'components' ? 'Choose a component first' : 'Not possible now')
}
