import { ShellacError } from '@core/contract/errors'
import { assignToNoise, setGain, setPan, setSource, ungroup, type Edit } from '@core/project/edits'
import { setNoiseFilter, setNoiseSmoothing, setSourceNoise } from '@core/project/noiseEdits'
import { findSourceByName, type NoiseSmoothing, type Project } from '@core/project/project'
import { gainRange, noiseSmoothingRanges, panRange, sourceNoiseRange, type Range } from '@core/project/limits'
import { choiceOption, parseNumber, type OptionTable, type ParsedArguments } from './arguments'
import { parseComponents } from './componentNumbers'

export const groupOptions: OptionTable = {
  source: {
    kind: 'texts',
    value: '"<name>=1,4-7"',
    help: 'Gives a source exactly these components; repeat for more sources.',
  },
  noise: {
    kind: 'texts',
    value: '3,8-10',
    help: 'Exactly these components are noise, left out of the mix; "" for none.',
  },
  pan: { kind: 'texts', value: '"<name>=-40"', help: 'Pan of a source, -100 (left) to 100 (right).' },
  gain: { kind: 'texts', value: '"<name>=-3"', help: 'Level of a source, -120 to 24 dB, or -inf.' },
  'noise-with': {
    kind: 'texts',
    value: '"<name>=-20"',
    help: 'Lets the noise back in with a source, at its place: -120 to 0 dB, or -inf.',
  },
  'noise-smoothing': {
    kind: 'text',
    value: '<ms>[,<Hz>]',
    help: 'Averages the mask of the noise over 0 to 500 ms, and 0 to 2000 Hz, to either side.',
  },
  'noise-filter': {
    kind: 'text',
    value: '<on|off>',
    help: 'Whether learned noise is also filtered out with a longer window than that of the masks (on).',
  },
}

/** What the options ask for; component numbers from 0. */
export interface GroupWish {
  readonly sources: readonly { readonly name: string; readonly components: readonly number[] }[]
  /** Undefined when nothing is said of the noise. */
  readonly noise: readonly number[] | undefined
  readonly pans: readonly NamedValue[]
  readonly gains: readonly NamedValue[]
  readonly noiseWith: readonly NamedValue[]
  /** Empty when nothing is said of it. */
  readonly smoothing: Partial<NoiseSmoothing>
  /** Undefined when nothing is said of it. */
  readonly filter: boolean | undefined
}

interface NamedValue {
  readonly name: string
  readonly value: number
}

/**
 * Reads and checks the options as far as that is possible without a project.
 * @throws ShellacError 'bad-argument', also when a component is given to two groups
 */
export function readGroupOptions(parsed: ParsedArguments): GroupWish {
  const noise = parsed.texts('noise')
  const wish = {
    sources: parsed.texts('source').map((text) => {
      const [name, list] = splitAssignment(text, '--source')
      return { name, components: parseComponents(list, '--source') }
    }),
    noise: noise.length > 0 ? parseComponents(noise.join(','), '--noise') : undefined,
    pans: parsed.texts('pan').map((text) => {
      const [name, value] = splitAssignment(text, '--pan')
      return { name, value: parseNumber(value, `--pan of "${name}"`, panRange) }
    }),
    gains: parsed.texts('gain').map((text) => {
      const [name, value] = splitAssignment(text, '--gain')
      return { name, value: parseLevel(value, `--gain of "${name}"`, gainRange) }
    }),
    noiseWith: parsed.texts('noise-with').map((text) => {
      const [name, value] = splitAssignment(text, '--noise-with')
      return { name, value: parseLevel(value, `--noise-with of "${name}"`, sourceNoiseRange) }
    }),
    smoothing: parseSmoothing(parsed.text('noise-smoothing')),
    filter: readFilter(parsed),
  }
  refuseContradictions(wish)
  return wish
}

/** The edits in the order source, noise, pan, gain, noise with sources, smoothing, filter. */
export function groupEdits(wish: GroupWish): Edit[] {
  const { sources, noise, pans, gains, noiseWith, smoothing, filter } = wish
  return [
    ...sources.map(({ name, components }) => setSource(name, components)),
    ...(noise === undefined ? [] : [setNoise(noise)]),
    ...pans.map(({ name, value }) => onSource(name, (id) => setPan(id, value))),
    ...gains.map(({ name, value }) => onSource(name, (id) => setGain(id, value))),
    ...noiseWith.map(({ name, value }) => onSource(name, (id) => setSourceNoise(id, value))),
    ...(Object.keys(smoothing).length > 0 ? [setNoiseSmoothing(smoothing)] : []),
    ...(filter === undefined ? [] : [setNoiseFilter(filter)]),
  ]
}

/**
 * Refuses before the long work what a fresh project of `componentCount` components without sources would refuse after it.
 * @throws ShellacError 'bad-argument'
 */
export function checkForFreshProject(wish: GroupWish, componentCount: number): void {
  const components = [...wish.sources.flatMap((source) => source.components), ...(wish.noise ?? [])]
  const missing = components.find((component) => component >= componentCount)
  if (missing !== undefined) {
    throw new ShellacError(
      'bad-argument',
      `Component ${missing + 1} does not exist; allowed is 1..${componentCount} (--components).`,
    )
  }
  const names = wish.sources.map((source) => nameKey(source.name))
  const unknown = [...wish.pans, ...wish.gains, ...wish.noiseWith].find(
    ({ name }) => !names.includes(nameKey(name)),
  )
  if (unknown) throw noSuchSource(unknown.name, wish.sources)
}

function refuseContradictions({ sources, noise = [] }: GroupWish): void {
  const owners = new Map<number, string>()
  const groups = [
    ...sources.map(({ name, components }) => ({ owner: `"${name}"`, components })),
    { owner: 'the noise', components: noise },
  ]
  for (const { owner, components } of groups) {
    for (const component of components) {
      const other = owners.get(component)
      if (other !== undefined) {
        const twice = other === owner ? `twice to ${owner}` : `to ${other} and to ${owner}`
        throw new ShellacError('bad-argument', `Component ${component + 1} is given ${twice}.`)
      }
      owners.set(component, owner)
    }
  }
  const names = sources.map((source) => nameKey(source.name))
  const repeated = names.findIndex((name, index) => names.indexOf(name) !== index)
  if (repeated < 0) return
  throw new ShellacError('bad-argument', `--source "${sources[repeated].name}" is given twice.`)
}

/** "<name>=<value>"; a name may hold '=' itself, a value not. */
function splitAssignment(text: string, option: string): [string, string] {
  const at = text.lastIndexOf('=')
  const name = text.slice(0, Math.max(0, at)).trim()
  if (name !== '') return [name, text.slice(at + 1).trim()]
  throw new ShellacError('bad-argument', `${option} is "${text}"; it must look like "<name>=<value>".`)
}

function parseLevel(value: string, what: string, range: Range): number {
  if (/^-inf(inity)?$/i.test(value)) return -Infinity
  return parseNumber(value, `${what} (dB, or -inf)`, range)
}

/** '40' -> 40 ms; '40,100' -> 40 ms and 100 Hz */
function parseSmoothing(text: string | undefined): Partial<NoiseSmoothing> {
  if (text === undefined) return {}
  const [milliseconds, hertz, ...rest] = text.split(',')
  if (rest.length > 0) {
    const message = `--noise-smoothing is "${text}"; it must look like "<ms>" or "<ms>,<Hz>".`
    throw new ShellacError('bad-argument', message)
  }
  const { milliseconds: times, hertz: frequencies } = noiseSmoothingRanges
  return {
    milliseconds: parseNumber(milliseconds, '--noise-smoothing in ms', times),
    ...(hertz === undefined ? {} : { hertz: parseNumber(hertz, '--noise-smoothing in Hz', frequencies) }),
  }
}

function readFilter(parsed: ParsedArguments): boolean | undefined {
  if (parsed.text('noise-filter') === undefined) return undefined
  return choiceOption(parsed, 'noise-filter', 'on', ['on', 'off']) === 'on'
}

function setNoise(components: readonly number[]): Edit {
  return (project) => assignToNoise(components)(ungroup(project.noise.components)(project))
}

function onSource(name: string, edit: (id: string) => Edit): Edit {
  return (project: Project) => {
    const source = findSourceByName(project, name)
    if (source) return edit(source.id)(project)
    throw noSuchSource(name, project.sources)
  }
}

function noSuchSource(name: string, sources: readonly { readonly name: string }[]): ShellacError {
  const names = sources.map((other) => `"${other.name}"`).join(', ') || 'none yet'
  return new ShellacError('bad-argument', `There is no source named "${name}"; there are: ${names}.`)
}

/** Names that differ only in their Unicode form are one name. */
function nameKey(name: string): string {
  return name.trim().normalize('NFC')
}
