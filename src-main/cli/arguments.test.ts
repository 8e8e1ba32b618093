import { describe, expect, it } from 'vitest'
import { choiceOption, numberOption, onePositional, parseArguments, type OptionTable } from './arguments'

const table: OptionTable = {
  output: { kind: 'text', short: 'o', help: '' },
  components: { kind: 'text', help: '' },
  source: { kind: 'texts', help: '' },
  force: { kind: 'flag', help: '' },
  help: { kind: 'flag', short: 'h', help: '' },
}
const parse = (...words: string[]): ReturnType<typeof parseArguments> => parseArguments(words, table)

describe('parseArguments', () => {
  it.each([
    [['--output', 'a']],
    [['--output=a']],
    [['-o', 'a']],
    [['-oa']],
    [['-o=a']],
    [['--output', 'b', '-o', 'a']],
  ])('reads %j as one option, the last one given', (words) => {
    expect(parse(...words).text('output')).toBe('a')
  })

  it('keeps options and file names apart in any order', () => {
    const parsed = parse('in.wav', '--force', '-o', 'out.wav')
    expect(parsed.positionals).toEqual(['in.wav'])
    expect(parsed.flag('force')).toBe(true)
    expect(parsed.flag('help')).toBe(false)
    expect(parsed.text('components')).toBeUndefined()
  })

  it('keeps every value of an option that may be repeated, in order', () => {
    expect(parse('--source', 'a=1', '--source=b=2').texts('source')).toEqual(['a=1', 'b=2'])
  })

  it.each(['-3', '-inf', '-lead.flac', '--not-an-option', '-', ''])('takes "%s" as a value', (value) => {
    expect(parse('-o', value).text('output')).toBe(value)
    expect(parse(`--output=${value}`).text('output')).toBe(value)
  })

  it('takes everything after -- as file names', () => {
    expect(parse('--force', '--', '-3.flac', '--help').positionals).toEqual(['-3.flac', '--help'])
    expect(parse('--', '--help').flag('help')).toBe(false)
  })

  it('takes a single dash as a file name', () => {
    expect(parse('-').positionals).toEqual(['-'])
  })

  it.each(['--bogus', '--bogus=3', '-x', '--constructor', '--__proto__'])(
    'refuses the unknown option %s by name',
    (word) => {
      expect(() => parse(word)).toThrow(`"${word}" is no option`)
    },
  )

  it('says how to write the name of a file that begins with a dash', () => {
    expect(() => parse('-lead.flac')).toThrow('./-lead.flac')
  })

  it.each([
    [['--components']],
    [['--components', '--force']],
    [['--components', '-o', 'x']],
    [['--components', '--output=x']],
  ])('refuses %j: the value is missing', (words) => {
    expect(() => parse(...words)).toThrow('--components needs a value')
  })

  it('takes a number behind an option that may have one, and leaves file names', () => {
    const table = { declick: { kind: 'number', help: '' } } as const
    const read = (...words: string[]) => {
      const parsed = parseArguments(words, table)
      return [parsed.text('declick'), parsed.positionals]
    }
    expect(read('a.wav', '--declick')).toEqual(['', ['a.wav']])
    expect(read('--declick', 'a.wav')).toEqual(['', ['a.wav']])
    expect(read('--declick', '4.5', 'a.wav')).toEqual(['4.5', ['a.wav']])
    expect(read('--declick=much', 'a.wav')).toEqual(['much', ['a.wav']])
    expect(read('a.wav')).toEqual([undefined, ['a.wav']])
  })

  it('refuses a value for an option that takes none', () => {
    expect(() => parse('--force=yes')).toThrow('--force takes no value, but "yes" is given')
  })
})

describe('values of options', () => {
  const range = { minimum: 1, maximum: 200, whole: true }

  it.each([
    ['1', 1],
    ['200', 200],
    ['1e2', 100],
    [' 7 ', 7],
  ])('"%s" is the number %d', (text, value) => {
    expect(numberOption(parse('--components', text), 'components', 10, range)).toBe(value)
  })

  it('an option that is not given has its default', () => {
    expect(numberOption(parse(), 'components', 10, range)).toBe(10)
    expect(choiceOption(parse(), 'output', 'mix', ['mix', 'mono'])).toBe('mix')
  })

  it.each(['0', '201', '2.5', '-3', 'ten', '', ' ', '1,5', 'NaN', 'Infinity'])(
    'refuses "%s" with the value and the range',
    (text) => {
      const rule = `--components is "${text}"; it must be a whole number from 1 to 200.`
      expect(() => numberOption(parse(`--components=${text}`), 'components', 10, range)).toThrow(rule)
    },
  )

  it('refuses a choice that does not exist, naming those that do', () => {
    const rule = '--output is "Mix"; it must be one of mix, mono.'
    expect(() => choiceOption(parse('-o', 'Mix'), 'output', 'mix', ['mix', 'mono'])).toThrow(rule)
  })

  it('asks for exactly one file', () => {
    expect(onePositional(parse('a'), 'recording')).toBe('a')
    expect(() => onePositional(parse(), 'recording')).toThrow('The recording is missing')
    expect(() => onePositional(parse(''), 'recording')).toThrow('The recording is missing')
    expect(() => onePositional(parse('a', 'b'), 'recording')).toThrow('"b" is one argument too many')
  })
})
