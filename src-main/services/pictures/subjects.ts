/** Which outputs of a decomposition a picture is of. */
import { ShellacError } from '@core/contract/errors'
import type { PictureSubject } from '@core/contract/pictures'
import { okabeIto, ungroupedComponents, type Project } from '@core/project/project'
import { mixWeights, removedWeights, weightsOf } from '@core/separation/mixdown'
import type { ComponentWeights } from '@core/separation/renderOutputs'
import { mixOf } from '../projects'

export interface NamedOutputs {
  readonly name: string
  /** Their powers add up. */
  readonly outputs: readonly ComponentWeights[]
}

/** Sources and components as they are in the recording, whatever the mix makes of them. @throws ShellacError 'bad-argument' */
export function outputsOf(project: Project, of: Exclude<PictureSubject, { kind: 'original' }>): NamedOutputs {
  const count = project.components.length
  switch (of.kind) {
    case 'remaster':
      return { name: 'the remaster, left and right together', outputs: mixWeights(mixOf(project)) }
    case 'removed':
      return { name: 'what is removed', outputs: [removedWeights(mixOf(project))] }
    case 'source': {
      const source = project.sources.find(({ id }) => id === of.id)
      if (!source) throw new ShellacError('bad-argument', `There is no source ${of.id} in the project.`)
      return { name: source.name, outputs: [weightsOf(count, source.components)] }
    }
    case 'component': {
      requireComponent(project, of.component)
      return { name: project.components[of.component].name, outputs: [weightsOf(count, [of.component])] }
    }
  }
}

/** @param component from 0. @throws ShellacError 'bad-argument' */
export function requireComponent({ components }: Project, component: number): void {
  if (component < components.length) return
  const message = `There is no component ${component + 1}; the project has components 1 to ${components.length}.`
  throw new ShellacError('bad-argument', message)
}

export interface MaskedGroup {
  readonly name: string
  readonly colour: string
  readonly weights: ComponentWeights
}

const restColour = okabeIto[okabeIto.length - 1]

/** All components, or all sources with what is in none of them: in both cases masks that sum to one. @throws ShellacError 'bad-argument' */
export function maskedGroups(project: Project, of: 'components' | 'sources'): MaskedGroup[] {
  const { components, sources, noise } = project
  if (of === 'components') {
    return components.map(({ name, colour }, k) => ({
      name,
      colour,
      weights: weightsOf(components.length, [k]),
    }))
  }
  if (sources.length === 0) {
    throw new ShellacError(
      'bad-argument',
      'The project has no sources yet; draw the masks of its components.',
    )
  }
  const groups = [
    ...sources,
    { name: 'Noise', colour: restColour, components: noise.components },
    { name: 'In no source', colour: restColour, components: ungroupedComponents(project) },
  ]
  return groups
    .filter((group) => group.components.length > 0)
    .map((group) => ({
      name: group.name,
      colour: group.colour,
      weights: weightsOf(components.length, group.components),
    }))
}
