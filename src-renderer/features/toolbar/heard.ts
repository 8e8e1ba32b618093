/** What can be heard of a recording as a whole, and what is heard alone. */
import type { CommandId } from '@core/contract/commands'
import type { Project } from '@core/project/project'
import type { Listening } from '../../audio/program'

export type Whole = 'original' | 'mix' | 'removed'

export interface WholeOption {
  readonly value: Whole
  readonly label: string
  readonly hint: string
  /** Of the command that goes there and back. */
  readonly key: string | undefined
  readonly isEnabled: boolean
}

export function wholeOptions(
  project: Project | null,
  keyOf: (command: CommandId) => string | undefined,
): WholeOption[] {
  const compare = keyOf('compare-original')
  const hasNoise = leavesOut(project)
  return [
    { value: 'original', label: 'Original', hint: 'The recording as it is', key: compare, isEnabled: true },
    {
      value: 'mix',
      label: 'Remaster',
      hint: project ? 'The stereo remaster, as it is exported' : 'Analyse the recording first',
      key: compare,
      isEnabled: project !== null,
    },
    {
      value: 'removed',
      label: 'Removed',
      hint: hasNoise ? 'Only what is left out' : 'Put components in Noise first, or remove clicks',
      key: keyOf('listen-to-removed'),
      isEnabled: hasNoise,
    },
  ]
}

/** Whether there is anything that the remaster leaves out: noise, or clicks that were removed. */
function leavesOut(project: Project | null): boolean {
  return project !== null && (project.noise.components.length > 0 || project.analysis.declick !== null)
}

/** The name of what is heard alone; null while the whole is heard. */
export function heardAlone(what: Listening, project: Project | null): string | null {
  if (what.kind === 'clicks') return 'Removed clicks'
  if (what.kind === 'component') return project?.components[what.component]?.name ?? null
  if (what.kind === 'source') return project?.sources.find(({ id }) => id === what.id)?.name ?? null
  return null
}

/**
 * Where an arrow key leads from option `at`: round and round over those that can be chosen. Undefined for other keys, and where there is
 * no other.
 */
export function optionByKey(key: string, at: number, options: readonly WholeOption[]): number | undefined {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key]
  if (step === undefined) return undefined
  const order = options
    .slice(1)
    .map((_, index) => (at + step * (index + 1) + options.length * options.length) % options.length)
  return order.find((index) => options[index]?.isEnabled)
}
