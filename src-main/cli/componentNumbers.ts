import { ShellacError } from '@core/contract/errors'
import { parseNumber } from './arguments'

/** More than a project may have, so that what does not exist is said of the project, and no list is too long to be made. */
const allowed = { minimum: 1, maximum: 1000, whole: true } as const

/**
 * Components as a person lists them, single ones and ranges: '1,4-6' -> 0, 3, 4, 5, in that order. Empty parts count for nothing.
 * @param option that has the list, '--noise'
 * @throws ShellacError 'bad-argument'
 */
export function parseComponents(list: string, option: string): number[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => parseRange(part, option))
}

function parseRange(part: string, option: string): number[] {
  const [, from, to] = /^(\d+)\s*[-–]\s*(\d+)$/.exec(part) ?? [part, part, part]
  const [first, last] = [from, to].map((text) => parseNumber(text, `A component of ${option}`, allowed) - 1)
  if (first <= last) return Array.from({ length: last - first + 1 }, (_, k) => first + k)
  const message = `A range of ${option} is "${part}"; the lower number comes first: "${to}-${from}".`
  throw new ShellacError('bad-argument', message)
}
