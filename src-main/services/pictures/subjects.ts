/** Which outputs of a decomposition a picture is of. */
import { ShellacError } from '@core/contract/errors'
import type { PictureSubject } from '@core/contract/pictures'
import { subjectOutputs } from '@core/pictures/subjectOutputs'
import { okabeIto, ungroupedComponents, type Project } from '@core/project/project'
import { weightsOf } from '@core/separation/mixdown'
import type { ComponentWeights } from '@core/separation/renderOutputs'

export interface NamedOutputs {
  readonly name: string
  /** Their powers add up. */
  readonly outputs: readonly ComponentWeights[]
}

/** @throws ShellacError 'bad-argument' for what the project has not */
export function outputsOf(project: Project, of: Exclude<PictureSubject, { kind: 'original' }>): NamedOutputs {
  return { name: nameOf(project, of), outputs: subjectOutputs(project, of) ?? [] }
}

function nameOf(project: Project, of: Exclude<PictureSubject, { kind: 'original' }>): string {
  switch (of.kind) {
    case 'remaster':
      return 'the remaster, left and right together'
    case 'removed':
      return 'what is removed'
    case 'clicks':
      if (project.analysis.declick) return 'the clicks that were removed'
      throw new ShellacError('bad-argument', 'No clicks were removed from this recording.')
    case 'source': {
      const source = project.sources.find(({ id }) => id === of.id)
      if (source) return source.name
      throw new ShellacError('bad-argument', `There is no source ${of.id} in the project.`)
    }
    case 'component':
      requireComponent(project, of.component)
      return project.components[of.component].name
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
