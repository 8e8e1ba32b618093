import { ShellacError } from '@core/contract/errors'
import type { Range } from '@core/project/limits'

/** How an option is read from the command line and shown in the help. */
export interface OptionSpec {
  /** 'number': a flag that a number may follow. */
  readonly kind: 'flag' | 'text' | 'texts' | 'number'
  /** What stands after the option in the help, such as '<K>'. */
  readonly value?: string
  readonly short?: string
  /** One sentence. */
  readonly help: string
}

export type OptionTable = Readonly<Record<string, OptionSpec>>

/** Options as typed in: a text, several texts, true, or undefined where an option was not given. */
export interface ParsedArguments {
  readonly positionals: readonly string[]
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  flag(name: string): boolean
}

/**
 * Reads the words after a command's name. An option may be given as `--name value`, `--name=value`, `-n value` or `-nvalue`;
 * values may begin with a dash, and after `--` nothing is an option. Given twice, the last value holds.
 * @throws ShellacError 'bad-argument' for an unknown option, a missing value, or a value where none belongs
 */
export function parseArguments(words: readonly string[], table: OptionTable): ParsedArguments {
  const values = new Map<string, string[]>()
  const end = words.indexOf('--')
  const rest = end < 0 ? [...words] : words.slice(0, end)
  const positionals: string[] = []
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!looksLikeOption(word)) {
      positionals.push(word)
      continue
    }
    const { name, value } = readOption(word, table)
    const given = values.get(name) ?? []
    values.set(name, [...given, value ?? valueAfter({ word, name }, rest, table)])
  }
  if (end >= 0) positionals.push(...words.slice(end + 1))
  return {
    positionals,
    text: (name) => values.get(name)?.at(-1),
    texts: (name) => values.get(name) ?? [],
    flag: (name) => values.has(name),
  }
}

/** A single dash is a file name, as usual. */
function looksLikeOption(word: string): boolean {
  return word.startsWith('-') && word !== '-'
}

/** The name of an option, and its value where the same word holds it. */
function readOption(word: string, table: OptionTable): { name: string; value: string | undefined } {
  const [spelled, value] = splitOption(word)
  const name = spelled.startsWith('--') ? spelled.slice(2) : shortName(spelled.slice(1), table)
  if (!Object.hasOwn(table, name)) {
    const hint = fileNameHint(word)
    throw new ShellacError(
      'bad-argument',
      `"${word}" is no option of this command; --help shows them.${hint}`,
    )
  }
  if (table[name].kind === 'flag' && value !== undefined) {
    throw new ShellacError('bad-argument', `--${name} takes no value, but "${value}" is given.`)
  }
  return { name, value }
}

/** '--name=value' or '-nvalue' -> the option and the value. */
function splitOption(word: string): [string, string | undefined] {
  if (!word.startsWith('--'))
    return [word.slice(0, 2), word.length > 2 ? word.slice(2).replace(/^=/, '') : undefined]
  const at = word.indexOf('=')
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function shortName(letter: string, table: OptionTable): string {
  return Object.keys(table).find((name) => table[name].short === letter) ?? ''
}

function fileNameHint(word: string): string {
  return word.startsWith('--') ? '' : ` A file of that name is written ./${word}.`
}

/** What stands behind an option in words of its own: nothing for a flag. */
function valueAfter(
  { word, name }: { readonly word: string; readonly name: string },
  rest: string[],
  table: OptionTable,
): string {
  const { kind } = table[name]
  if (kind === 'flag') return ''
  if (kind === 'number') return isNumber(rest[0]) ? (rest.shift() ?? '') : ''
  return nextValue(word, rest, table)
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && word.trim() !== '' && Number.isFinite(Number(word))
}

/** Takes the word after an option, unless it is plainly another option. */
function nextValue(option: string, rest: string[], table: OptionTable): string {
  const next = rest.shift()
  if (next !== undefined && !isKnownOption(next, table)) return next
  throw new ShellacError('bad-argument', `${option} needs a value.`)
}

function isKnownOption(word: string, table: OptionTable): boolean {
  if (word.startsWith('--')) return Object.hasOwn(table, splitOption(word)[0].slice(2))
  return word.length === 2 && word.startsWith('-') && shortName(word.slice(1), table) !== ''
}

export interface NumberRange extends Range {
  readonly whole?: boolean
}

/**
 * The number given for an option, or `otherwise`.
 * @throws ShellacError 'bad-argument' naming the value and the range
 */
export function numberOption(
  parsed: ParsedArguments,
  name: string,
  otherwise: number,
  range: NumberRange,
): number {
  const text = parsed.text(name)
  return text === undefined ? otherwise : parseNumber(text, `--${name}`, range)
}

export function parseNumber(text: string, what: string, { minimum, maximum, whole }: NumberRange): number {
  const value = text.trim() === '' ? NaN : Number(text)
  const valid = value >= minimum && value <= maximum && (!whole || Number.isInteger(value))
  if (valid) return value
  const kind = whole ? 'a whole number' : 'a number'
  throw new ShellacError(
    'bad-argument',
    `${what} is "${text}"; it must be ${kind} from ${minimum} to ${maximum}.`,
  )
}

/** The choice given for an option, or `otherwise`. */
export function choiceOption<Choice extends string>(
  parsed: ParsedArguments,
  name: string,
  otherwise: Choice,
  choices: readonly Choice[],
): Choice {
  const text = parsed.text(name)
  if (text === undefined) return otherwise
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new ShellacError('bad-argument', `--${name} is "${text}"; it must be one of ${choices.join(', ')}.`)
}

/** @throws ShellacError 'bad-argument' where there is one, for a command that takes options only */
export function noPositionals({ positionals }: ParsedArguments): void {
  if (positionals.length === 0) return
  throw new ShellacError(
    'bad-argument',
    `"${positionals[0]}" is one too many; this command takes options only.`,
  )
}

/** The only positional argument, such as the recording. */
export function onePositional(parsed: ParsedArguments, what: string): string {
  const [first, ...more] = parsed.positionals
  if (first === undefined || first === '') throw new ShellacError('bad-argument', `The ${what} is missing.`)
  if (more.length > 0) {
    throw new ShellacError('bad-argument', `"${more[0]}" is one argument too many; one ${what} is expected.`)
  }
  return first
}

/** The value of an option that has to be there. */
export function requiredText(parsed: ParsedArguments, name: string, spelled: string): string {
  const text = parsed.text(name)
  if (text === undefined || text === '') throw new ShellacError('bad-argument', `${spelled} is missing.`)
  return text
}
