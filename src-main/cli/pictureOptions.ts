/** Options of the commands that draw. */
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import type { PictureFormat, PictureSubject, PictureWish } from '@core/contract/pictures'
import { colourMapNames, type LevelRange } from '@core/pictures/colourMaps'
import { frequencyScales } from '@core/pictures/frequencyAxis'
import type { TimeRange } from '@core/pictures/timeAxis'
import { findSourceByName, type Project } from '@core/project/project'
import { choiceOption, numberOption, type OptionTable, type ParsedArguments } from './arguments'

export const pictureKinds = ['spectrogram', 'masks', 'activations', 'dictionary', 'convergence'] as const

export const timeOptions: OptionTable = {
  from: { kind: 'text', value: '<s>', help: 'Second at which the time axis begins (0).' },
  to: { kind: 'text', value: '<s>', help: 'Second at which the time axis ends (the end).' },
}

export const pictureOptions: OptionTable = {
  what: {
    kind: 'text',
    value: '<picture>',
    help: 'spectrogram, masks, activations, dictionary or convergence (spectrogram).',
  },
  of: {
    kind: 'text',
    value: '<subject>',
    help: 'A spectrogram of original, remaster, removed, clicks, a source by name, a component by number (original); masks of components or sources (components).',
  },
  frequencies: { kind: 'text', value: '<scale>', help: 'log, mel or linear (log).' },
  colours: {
    kind: 'text',
    value: '<map>',
    help: 'cividis, magma, viridis, grey or paper, white to black (cividis).',
  },
  floor: { kind: 'text', value: '<dB>', help: 'Lowest level of a spectrogram, -120 to 0 (-90).' },
  ceiling: { kind: 'text', value: '<dB>', help: 'Highest level of a spectrogram, -120 to 10 (0).' },
  ...timeOptions,
  linear: { kind: 'flag', help: 'Activations linear in amplitude instead of in dB.' },
  force: { kind: 'flag', help: 'Replace the file if it exists (never the recording).' },
}

/** Seconds; longer than any recording. */
const timeRange = { minimum: 0, maximum: 1e7 }
const levelRange = { minimum: -120, maximum: 10 }

export interface PictureOptions {
  /** What is drawn of this project. @throws ShellacError 'bad-argument' for a subject that it has not */
  wishFor(project: Project): PictureWish
}

/** Reads and checks the options before any file is opened. */
export function readPictureOptions(parsed: ParsedArguments): PictureOptions {
  const what = choiceOption(parsed, 'what', 'spectrogram', pictureKinds)
  const range = readTimeRange(parsed)
  const frequencies = choiceOption(parsed, 'frequencies', 'log', frequencyScales)
  const colourMap = choiceOption(parsed, 'colours', 'cividis', colourMapNames)
  const levels = readLevels(parsed)
  switch (what) {
    case 'spectrogram':
      return {
        wishFor: (project) => ({
          what,
          of: subjectOf(parsed.text('of') ?? 'original', project),
          levels,
          colourMap,
          range,
          frequencies,
        }),
      }
    case 'masks': {
      const of = choiceOption(parsed, 'of', 'components', ['components', 'sources'] as const)
      return { wishFor: () => ({ what, of, range, frequencies }) }
    }
    case 'activations':
      return { wishFor: () => ({ what, gains: parsed.flag('linear') ? 'linear' : 'decibels', range }) }
    case 'dictionary':
      return { wishFor: () => ({ what }) }
    case 'convergence':
      return { wishFor: () => ({ what, against: 'iteration', seconds: null }) }
  }
}

/** Null where neither end is given. @throws ShellacError 'bad-argument' */
export function readTimeRange(parsed: ParsedArguments): TimeRange | null {
  if (parsed.text('from') === undefined && parsed.text('to') === undefined) return null
  const start = numberOption(parsed, 'from', 0, timeRange)
  const end = numberOption(parsed, 'to', timeRange.maximum, timeRange)
  if (start < end) return { start, end }
  throw new ShellacError('bad-argument', `--from is ${start} and --to is ${end}; --from must be before --to.`)
}

function readLevels(parsed: ParsedArguments): LevelRange {
  const floor = numberOption(parsed, 'floor', -90, { ...levelRange, maximum: 0 })
  const ceiling = numberOption(parsed, 'ceiling', 0, levelRange)
  if (floor < ceiling) return { floor, ceiling }
  const message = `--floor is ${floor} and --ceiling is ${ceiling}; --floor must be below --ceiling.`
  throw new ShellacError('bad-argument', message)
}

/** @throws ShellacError 'bad-argument' for what the project has not */
function subjectOf(text: string, project: Project): PictureSubject {
  if (text === 'original' || text === 'remaster' || text === 'removed' || text === 'clicks')
    return { kind: text }
  if (/^\d+$/.test(text)) return { kind: 'component', component: requireNumber(text, project) }
  const source = findSourceByName(project, text)
  if (source) return { kind: 'source', id: source.id }
  const names = project.sources.map(({ name }) => `"${name}"`)
  const has = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'
  const message = `--of is "${text}", but the project has no source of that name; ${has}.`
  throw new ShellacError('bad-argument', message)
}

function requireNumber(text: string, { components }: Project): number {
  const number = Number(text)
  if (number >= 1 && number <= components.length) return number - 1
  const message = `--of is ${text}; the project has components 1 to ${components.length}.`
  throw new ShellacError('bad-argument', message)
}

/** As the name of the file says. @throws ShellacError 'bad-argument' */
export function pictureFormatOf(path: string): PictureFormat {
  const extension = extname(path).toLowerCase()
  if (extension === '.png' || extension === '.svg') return extension === '.png' ? 'png' : 'svg'
  throw new ShellacError('bad-argument', `${path} must end in .png or .svg, so that its format is known.`)
}

/** Refuses to draw over the project, under whatever name. @throws ShellacError 'bad-argument' */
export async function refuseProjectFile(project: string, target: string): Promise<void> {
  const [one, other] = await Promise.all([project, target].map((path) => stat(path).catch(() => undefined)))
  if (!one || !other || one.ino !== other.ino || one.dev !== other.dev) return
  throw new ShellacError(
    'bad-argument',
    `${target} is the project itself; the picture needs a name of its own.`,
  )
}
