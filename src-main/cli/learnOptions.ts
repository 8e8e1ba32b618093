/** --learn "clarinet=12.0-18.5": what to learn from which seconds. */
import { ShellacError } from '@core/contract/errors'
import { isValidName, mostLearned } from '@core/project/limits'
import type { LearnedStretch } from '@core/project/project'
import type { ParsedArguments } from './arguments'

/** Seconds. */
export interface NamedStretch {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** @throws ShellacError 'bad-argument' naming the value and its form */
export function readStretches(parsed: ParsedArguments): NamedStretch[] {
  const stretches = parsed.texts('learn').map(readStretch)
  if (stretches.length <= mostLearned) return stretches
  const message = `--learn is given ${stretches.length} times; at most ${mostLearned} stretches are learned from.`
  throw new ShellacError('bad-argument', message)
}

/** The last = divides, since names may have one. */
function readStretch(text: string): NamedStretch {
  const at = text.lastIndexOf('=')
  const name = text.slice(0, Math.max(0, at)).trim()
  const [, from, to] = /^\s*(\d+(?:\.\d*)?)\s*-\s*(\d+(?:\.\d*)?)\s*$/.exec(text.slice(at + 1)) ?? []
  const [start, end] = [Number(from), Number(to)]
  if (isValidName(name) && start < end) return { name, start, end }
  throw new ShellacError(
    'bad-argument',
    `--learn is "${text}"; it must be like noise=0-0.8 or clarinet=12-18.5, seconds from and to.`,
  )
}

/** At a sample rate, Hz; what is called noise is noise. */
export function stretchAt({ name, start, end }: NamedStretch, sampleRate: number): LearnedStretch {
  const kind = name.toLowerCase() === 'noise' ? 'noise' : 'source'
  return { name, kind, start: Math.round(start * sampleRate), end: Math.round(end * sampleRate) }
}
