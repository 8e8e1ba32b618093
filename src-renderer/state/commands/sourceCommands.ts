import { setMute, spreadSources } from '@core/project/edits'
import type { Source } from '@core/project/project'
import { placeBand, sourcesByPitch } from '@core/project/stageEdits'
import type { AppParts } from '../app.svelte'
import { muteLabel } from '../groupingLabels'
import { switchSolo } from '../soloing'
import type { Commands } from './command'

/** Widest pan of sources that are spread: moderate, so that it never sounds like an effect. */
const spreadWidth = 60

export function sourceCommands({ work, view }: AppParts) {
  const hasSources = (): boolean => (work.project?.sources.length ?? 0) > 0
  const focused = (): Source | undefined => work.project?.sources.find(({ id }) => id === view.focusedStrip)
  const hasFocused = (): boolean => focused() !== undefined
  const byPitch = (): string[] =>
    sourcesByPitch(work.project?.sources ?? [], work.document.current?.decomposed?.components ?? [])
  const solo = (isOnly: boolean): void => {
    const source = focused()
    if (source) switchSolo(work, source, isOnly)
  }
  const mute = (): void => {
    const source = focused()
    if (source) work.edit(muteLabel(source.name, source.mute), setMute(source.id, !source.mute))
  }
  return {
    'solo-source': { isEnabled: hasFocused, run: () => solo(false) },
    'solo-only': { isEnabled: hasFocused, run: () => solo(true) },
    'mute-source': { isEnabled: hasFocused, run: mute },
    'spread-sources': {
      isEnabled: hasSources,
      run: () => work.edit('Spread sources', spreadSources(spreadWidth)),
    },
    'centre-sources': { isEnabled: hasSources, run: () => work.edit('Centre all sources', spreadSources(0)) },
    'place-band': {
      isEnabled: () => byPitch().length > 0,
      run: () => work.edit('Small band on a stage', placeBand(byPitch())),
    },
  } satisfies Partial<Commands>
}
