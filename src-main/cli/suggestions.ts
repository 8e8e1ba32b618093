/** Suggestions on the command line: for `suggest`, `group --auto` and `remaster`. */
import { ShellacError } from '@core/contract/errors'
import { learnedNoise, type Project } from '@core/project/project'
import { openSuggestions } from '@core/project/suggestionEdits'
import { framesWithinEach, type FrameGrid, type FrameRange } from '@core/separation/findNoise'
import { suggest, type Suggestion } from '@core/separation/suggest'
import type { OpenedProject } from '../services/projectFile/projectFile'
import { factorsOf } from '../services/projects'
import { parseNumber, type OptionTable, type ParsedArguments } from './arguments'

export const noiseOnlyOption: OptionTable = {
  'noise-only': {
    kind: 'text',
    value: '<from>-<to>',
    help: 'Seconds in which only noise sounds, such as 0-0.8 of the run-in groove: a better rule for noise (where noise was learned).',
  },
}

/** Seconds. */
export interface NoiseOnly {
  readonly start: number
  readonly end: number
}

/** Seconds; longer than any recording. */
const timeRange = { minimum: 0, maximum: 1e7 }

/** @throws ShellacError 'bad-argument' */
export function readNoiseOnly(parsed: ParsedArguments): NoiseOnly | undefined {
  const text = parsed.text('noise-only')
  if (text === undefined) return undefined
  const words = text.split('-')
  if (words.length === 2) {
    const [start, end] = words.map((word) => parseNumber(word, 'A time of --noise-only', timeRange))
    if (start < end) return { start, end }
  }
  throw new ShellacError(
    'bad-argument',
    `--noise-only is "${text}"; it must be like 0-0.8, seconds from and to.`,
  )
}

/**
 * What can be suggested for a project, of components that are in no source and not in the noise. Only noise sounds where it is said, or else
 * where noise was learned.
 * @throws ShellacError 'bad-argument' where no frame lies in the stretch of noise
 */
export function suggestionsFor(opened: OpenedProject, noiseOnly?: NoiseOnly): Suggestion[] {
  const { project } = opened
  const { sampleRate } = project.recording
  const frames = noiseOnly ? [framesOf(project, noiseOnly)] : learnedFrames(project)
  return openSuggestions(project, suggest(factorsOf(opened), sampleRate, frames))
}

/** The guesses among them; the order of pitch makes a source of everything that is left, which `remaster` does. */
export function autoSuggestions(opened: OpenedProject, noiseOnly?: NoiseOnly): Suggestion[] {
  return suggestionsFor(opened, noiseOnly).filter(({ kind }) => kind !== 'pitch' && kind !== 'unused')
}

function learnedFrames(project: Project): FrameRange[] {
  const { sampleRate } = project.recording
  const stretches = learnedNoise(project.analysis).map(({ start, end }) => ({
    start: start / sampleRate,
    end: end / sampleRate,
  }))
  return framesWithinEach(stretches, gridOf(project))
}

function gridOf({ analysis, decomposition, recording }: Project): FrameGrid {
  const { windowLength, hop } = analysis
  const { frameCount } = decomposition
  return { framing: { windowLength, hop }, sampleRate: recording.sampleRate, frameCount }
}

function framesOf(project: Project, noiseOnly: NoiseOnly): FrameRange {
  const { recording, analysis } = project
  const { windowLength } = analysis
  const { sampleRate } = recording
  const [range] = framesWithinEach([noiseOnly], gridOf(project))
  if (range) return range
  const duration = (recording.sampleCount / sampleRate).toFixed(3)
  const message = `--noise-only is ${noiseOnly.start}-${noiseOnly.end} s; the recording is ${duration} s long, and a frame of ${windowLength} samples must lie in it.`
  throw new ShellacError('bad-argument', message)
}

const titles: Readonly<Record<Suggestion['kind'], string>> = {
  noise: 'Likely noise',
  bass: 'Likely bass',
  together: 'Always together',
  pitch: 'Order of pitch',
  unused: 'Unused',
}

/** 'Likely noise: component 9 (93 %). It lies high ...' */
export function suggestionText(suggestion: Suggestion): string {
  const { kind, components, confidence, reason } = suggestion
  const numbers = components.map((k) => k + 1).join(', ')
  const noun = components.length === 1 ? 'component' : 'components'
  const sure = isGuess(kind) ? ` (${Math.floor(100 * confidence)} %)` : ''
  return `${titles[kind]}: ${noun} ${numbers}${sure}. ${reason}`
}

function isGuess(kind: Suggestion['kind']): boolean {
  return kind !== 'pitch' && kind !== 'unused'
}

/** As JSON: components count from 1. */
export function suggestionFacts({ kind, components, confidence, reason }: Suggestion) {
  return { kind, components: components.map((k) => k + 1), confidence, reason }
}
