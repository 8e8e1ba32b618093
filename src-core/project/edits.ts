/**
 * Changes of the document: each function returns an edit, `(project) => project`, that is pure and throws
 * ShellacError('bad-argument') with the value and the rule when it does not fit the project.
 * Component numbers start at 0; the sentences count from 1, as people do.
 */
import { ShellacError } from '../contract/errors'
import type { Range } from './limits'
import {
  gainRange,
  isValidName,
  longestName,
  mostSources,
  noiseAmountRange,
  panRange,
  sourceNoiseRange,
} from './limits'
import type { Project, Source } from './project'
import { panLaws, type PanLaw } from '../separation/panLaw'
import { findSourceByName, okabeIto } from './project'
import { concernsSource } from './stroke'

export type Edit = (project: Project) => Project

/** Makes a source of these components (taken out of where they were); the name must be new. Pan 0, gain 0 dB. */
export function createSource(name: string, components: readonly number[]): Edit {
  return (project) => {
    const cleanName = requireName(name)
    requireFreeName(project, cleanName)
    if (project.sources.length >= mostSources) {
      throw badArgument(`There are ${mostSources} sources already; that is the most`, {
        sources: mostSources,
      })
    }
    const numbers = requireComponents(project, components)
    const source: Source = {
      id: freeSourceId(project),
      name: cleanName,
      colour: freeColour(project),
      components: numbers,
      pan: 0,
      gain: 0,
      noise: -Infinity,
      mute: false,
      solo: false,
    }
    const cleared = withoutComponents(project, numbers)
    return { ...cleared, sources: [...cleared.sources, source] }
  }
}

/**
 * Gives the source of that name exactly these components, making it when there is none. Components it had
 * before and that are not listed become ungrouped.
 */
export function setSource(name: string, components: readonly number[]): Edit {
  return (project) => {
    const existing = findSourceByName(project, requireName(name))
    if (!existing) return createSource(name, components)(project)
    const numbers = requireComponents(project, components)
    return changeSource(withoutComponents(project, numbers), existing.id, { components: numbers })
  }
}

/** Moves the components into that source, out of where they were. */
export function assignToSource(id: string, components: readonly number[]): Edit {
  return (project) => {
    const numbers = requireComponents(project, components)
    requireSource(project, id)
    const cleared = withoutComponents(project, numbers)
    const members = requireSource(cleared, id).components
    return changeSource(cleared, id, { components: ascending([...members, ...numbers]) })
  }
}

/** Moves the components into the noise, out of their sources. */
export function assignToNoise(components: readonly number[]): Edit {
  return (project) => {
    const numbers = requireComponents(project, components)
    const cleared = withoutComponents(project, numbers)
    return {
      ...cleared,
      noise: { ...cleared.noise, components: ascending([...cleared.noise.components, ...numbers]) },
    }
  }
}

/** Takes the components out of their source or the noise: they are heard in the centre at 0 dB. */
export function ungroup(components: readonly number[]): Edit {
  return (project) => withoutComponents(project, requireComponents(project, components))
}

/** Removes the source, and the strokes that speak of it; its components become ungrouped. */
export function removeSource(id: string): Edit {
  return (project) => {
    requireSource(project, id)
    return {
      ...project,
      sources: project.sources.filter((source) => source.id !== id),
      strokes: project.strokes.filter((stroke) => !concernsSource(stroke, id)),
    }
  }
}

export function renameSource(id: string, name: string): Edit {
  return (project) => {
    const cleanName = requireName(name)
    requireFreeName(project, cleanName, id)
    return changeSource(project, id, { name: cleanName })
  }
}

/** `colour` is '#rrggbb'. */
export function recolourSource(id: string, colour: string): Edit {
  return (project) => changeSource(project, id, { colour: requireColour(colour) })
}

/** `component` counts from 0; `colour` is '#rrggbb'. */
export function recolourComponent(component: number, colour: string): Edit {
  return (project) => {
    const cleanColour = requireColour(colour)
    const [number] = requireComponents(project, [component])
    const components = project.components.map((it, index) =>
      index === number ? { ...it, colour: cleanColour } : it,
    )
    return { ...project, components }
  }
}

/** `component` counts from 0. Component names need not differ. */
export function renameComponent(component: number, name: string): Edit {
  return (project) => {
    const cleanName = requireName(name)
    const [number] = requireComponents(project, [component])
    const components = project.components.map((it, index) =>
      index === number ? { ...it, name: cleanName } : it,
    )
    return { ...project, components }
  }
}

/** `pan` is -100 (left) .. 100 (right). */
export function setPan(id: string, pan: number): Edit {
  return (project) => changeSource(project, id, { pan: requireInRange('Pan', pan, panRange) })
}

/** Sets all sources at equal distances from -`widest` to `widest`, in their order; 0 centres them all. */
export function spreadSources(widest: number): Edit {
  return (project) => {
    const checked = requireInRange('Width', widest, { minimum: 0, maximum: panRange.maximum })
    const steps = Math.max(1, project.sources.length - 1)
    const alone = project.sources.length === 1
    const sources = project.sources.map((source, index) => ({
      ...source,
      pan: alone ? 0 : Math.round(checked * ((2 * index) / steps - 1)) || 0,
    }))
    return { ...project, sources }
  }
}

/** `gain` in dB, -120..24, or -Infinity for silence. */
export function setGain(id: string, gain: number): Edit {
  return (project) => {
    const checked = gain === -Infinity ? gain : requireInRange('Gain in dB', gain, gainRange)
    return changeSource(project, id, { gain: checked })
  }
}

export function setMute(id: string, mute: boolean): Edit {
  return (project) => changeSource(project, id, { mute })
}

export function setSolo(id: string, solo: boolean): Edit {
  return (project) => changeSource(project, id, { solo })
}

/** Ends the solo of all others. */
export function soloOnly(id: string): Edit {
  return (project) => {
    const solo = setSolo(id, true)(project)
    return { ...solo, sources: solo.sources.map((it) => (it.id === id ? it : { ...it, solo: false })) }
  }
}

/** `amount` is the percentage of the noise let back in, 0..100. */
export function setNoiseAmount(amount: number): Edit {
  return (project) => {
    const checked = requireInRange('Noise amount in percent', amount, noiseAmountRange)
    return { ...project, noise: { ...project.noise, amount: checked } }
  }
}

export function setPanLaw(panLaw: number): Edit {
  return (project) => {
    if (!isPanLaw(panLaw)) {
      throw badArgument(`Pan law is ${panLaw}; allowed are ${panLaws.join(', ')} dB`, { value: panLaw })
    }
    return { ...project, mix: { ...project.mix, panLaw } }
  }
}

function isPanLaw(value: number): value is PanLaw {
  return panLaws.some((law) => law === value)
}

function badArgument(message: string, details: Record<string, string | number>): ShellacError {
  return new ShellacError('bad-argument', `${message}.`, details)
}

/** @throws ShellacError 'bad-argument' with the value and the range */
export function requireInRange(what: string, value: number, range: Range): number {
  if (value >= range.minimum && value <= range.maximum) return value === 0 ? 0 : value
  const silence = range === gainRange || range === sourceNoiseRange ? ' or -inf' : ''
  const allowed = `${range.minimum}..${range.maximum}${silence}`
  throw badArgument(`${what} is ${value}; allowed is ${allowed}`, { value })
}

/** The name trimmed and in Unicode NFC, as it is stored. */
function requireName(name: string): string {
  if (isValidName(name)) return name.trim().normalize('NFC')
  throw badArgument(
    `The name ${JSON.stringify(name)} is not allowed; it needs 1..${longestName} characters and no control characters`,
    { value: name },
  )
}

function requireColour(colour: string): string {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour.toLowerCase()
  throw badArgument(`The colour is ${JSON.stringify(colour)}; it must be like #56b4e9`, { value: colour })
}

function requireFreeName(project: Project, name: string, ownId?: string): void {
  const other = findSourceByName(project, name)
  if (!other || other.id === ownId) return
  throw badArgument(`There is a source named "${name}" already; names of sources must differ`, {
    value: name,
  })
}

export function requireSource(project: Project, id: string): Source {
  const source = project.sources.find((it) => it.id === id)
  if (source) return source
  throw badArgument(`There is no source with the id "${id}"`, { value: id })
}

/** The numbers ascending; throws for one that is not a component of the project or is named twice. */
function requireComponents(project: Project, components: readonly number[]): number[] {
  const count = project.components.length
  for (const [position, component] of components.entries()) {
    if (!Number.isInteger(component) || component < 0 || component >= count) {
      throw badArgument(`Component ${component + 1} does not exist; allowed is 1..${count}`, {
        value: component + 1,
      })
    }
    if (components.indexOf(component) !== position) {
      throw badArgument(`Component ${component + 1} is named twice`, { value: component + 1 })
    }
  }
  return ascending(components)
}

function ascending(components: readonly number[]): number[] {
  return components.toSorted((a, b) => a - b)
}

function withoutComponents(project: Project, components: readonly number[]): Project {
  const keep = (component: number): boolean => !components.includes(component)
  return {
    ...project,
    sources: project.sources.map((source) => ({ ...source, components: source.components.filter(keep) })),
    noise: { ...project.noise, components: project.noise.components.filter(keep) },
  }
}

export function changeSource(project: Project, id: string, change: Partial<Source>): Project {
  requireSource(project, id)
  const sources = project.sources.map((source) => (source.id === id ? { ...source, ...change } : source))
  return { ...project, sources }
}

function freeSourceId(project: Project): string {
  const taken = new Set(project.sources.map((source) => source.id))
  let number = project.sources.length + 1
  while (taken.has(`source-${number}`)) number++
  return `source-${number}`
}

/** The first colour of the palette that no source has; from the beginning again when all are taken. */
function freeColour(project: Project): string {
  const taken = new Set(project.sources.map((source) => source.colour.toLowerCase()))
  return okabeIto.find((colour) => !taken.has(colour)) ?? okabeIto[project.sources.length % okabeIto.length]
}
