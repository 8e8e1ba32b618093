import type { AppParts } from '../app.svelte'
import type { Commands } from './command'

/** What is heard. */
export function heardCommands({ work, view, listening }: AppParts) {
  const isOpen = (): boolean => work.session !== null
  const isDecomposed = (): boolean => work.project !== null
  const isDeclicked = (): boolean => (work.project?.analysis.declick ?? null) !== null
  const toggle = (kind: 'original' | 'removed' | 'clicks'): void =>
    listening.listenTo(listening.what.kind === kind ? { kind: 'mix' } : { kind })
  return {
    'match-loudness': {
      isEnabled: isDecomposed,
      run: () => (listening.match.isOn = !listening.match.isOn),
    },
    mono: { isEnabled: isOpen, run: () => (listening.isMono = !listening.isMono) },
    'listen-to-pointed': {
      isEnabled: () => isDecomposed() && view.pointed !== null,
      run: () => {
        if (view.pointed !== null) listening.hold(view.pointed)
      },
    },
    'compare-original': { isEnabled: isDecomposed, run: () => toggle('original') },
    'listen-to-removed': {
      isEnabled: () => (work.project?.noise.components.length ?? 0) > 0 || isDeclicked(),
      run: () => toggle('removed'),
    },
    'listen-to-clicks': { isEnabled: isDeclicked, run: () => toggle('clicks') },
  } satisfies Partial<Commands>
}
