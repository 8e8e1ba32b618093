/** A project after some of its components were decomposed again. */
import { ShellacError } from '../contract/errors'
import { planSplit, type SplitSlot } from '../separation/splitPlan'
import { componentCountRange, isValidName } from './limits'
import { okabeIto, type Component, type Decomposition, type Project } from './project'

export interface Split {
  /** Numbers from 0, ascending, of components that are in the same place: one source, the noise, or nowhere. */
  readonly components: readonly number[]
  /** Number of pieces, 2 or more where it is one component, else 1 or more. */
  readonly into: number
}

/** Pieces of one split, at most. */
export const mostPieces = 20

/** @throws ShellacError 'bad-argument' for what cannot be split in this way */
export function requireSplit(project: Project, { components, into }: Split): void {
  const count = project.components.length
  const missing = components.find((k) => !Number.isInteger(k) || k < 0 || k >= count)
  if (missing !== undefined) throw refusal(`Component ${missing + 1} does not exist; allowed is 1..${count}`)
  if (components.length === 0) throw refusal('No component is named; at least one is decomposed again')
  if (components.some((k, i) => i > 0 && k <= components[i - 1]))
    throw refusal('A component is named twice, or they are not in order')
  const least = components.length === 1 ? 2 : 1
  if (!Number.isInteger(into) || into < least || into > mostPieces)
    throw refusal(`The number of pieces is ${into}; allowed is ${least}..${mostPieces}`)
  if (count - components.length + into > componentCountRange.maximum)
    throw refusal(`There would be more than ${componentCountRange.maximum} components`)
  const places = new Set(components.map((k) => placeIn(project, k)))
  if (places.size > 1)
    throw refusal('The components are in different places; those of one source are decomposed again together')
}

/**
 * The project with pieces in the place of components: they stay in the source or the noise, are named after the first of the
 * components (or the source, where it is all of it), several with letters, and have its colour or new ones. All else stays, by its new number.
 * @param decomposition facts of the new factors, in the order of planSplit
 */
export function splitProject(
  project: Project,
  split: Split,
  decomposition: Omit<Decomposition, 'refinements' | 'agreement'>,
): Project {
  const slots = planSplit(project.components.length, split)
  const [first] = split.components
  const numbersOf = (old: readonly number[]): number[] => {
    const hasPieces = old.some((k) => split.components.includes(k))
    return slots.flatMap((slot, j) => (('kept' in slot ? old.includes(slot.kept) : hasPieces) ? [j] : []))
  }
  const name = commonName(project, split.components)
  const components = slots.map((slot, j): Component => {
    if ('kept' in slot) return renumbered(project.components[slot.kept], slot.kept, j)
    const colour = slot.piece === 0 ? project.components[first].colour : okabeIto[j % okabeIto.length]
    return { name: split.into === 1 ? name : `${name} ${String.fromCharCode(97 + slot.piece)}`, colour }
  })
  const { refinements } = project.decomposition
  return {
    ...project,
    analysis: {
      ...project.analysis,
      componentCount: components.length,
      learned: learnedAfter(project, slots),
    },
    decomposition: {
      ...decomposition,
      agreement: null,
      refinements: [...refinements, { kind: 'split', ...split }],
    },
    components,
    sources: project.sources.map((source) => ({ ...source, components: numbersOf(source.components) })),
    noise: { ...project.noise, components: numbersOf(project.noise.components) },
  }
}

/** Pieces were not learned, whatever they are pieces of. */
function learnedAfter({ analysis }: Project, slots: readonly SplitSlot[]): Project['analysis']['learned'] {
  return analysis.learned.flatMap((stretch) => {
    const components = slots.flatMap((slot, j) =>
      'kept' in slot && stretch.components.includes(slot.kept) ? [j] : [],
    )
    return components.length > 0 ? [{ ...stretch, components }] : []
  })
}

/** Room for a letter. */
function commonName(project: Project, components: readonly number[]): string {
  const source = project.sources.find((it) => it.components.length > 1 && isSame(it.components, components))
  const name = source?.name ?? project.components[components[0]].name
  return isValidName(`${name} a`) ? name : name.slice(0, -2).trim()
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

/** A component that was never named goes by its number. */
function renumbered(component: Component, from: number, to: number): Component {
  return component.name === `Component ${from + 1}`
    ? { ...component, name: `Component ${to + 1}` }
    : component
}

function placeIn(project: Project, component: number): string {
  if (project.noise.components.includes(component)) return 'noise'
  return project.sources.find((it) => it.components.includes(component))?.id ?? ''
}

function refusal(message: string): ShellacError {
  return new ShellacError('bad-argument', `${message}.`)
}
