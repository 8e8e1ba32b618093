import { describe, expect, it } from 'vitest'
import { contrastRatio } from './contrast'
import { panelGrounds } from './sourceColour'

// Vitest empties style sheets that are imported, and the page's types know nothing of Node.
const fileModule: string = 'node:fs'
const files = (await import(/* @vite-ignore */ fileModule)) as {
  readFileSync(path: URL, encoding: 'utf8'): string
}
const tokens = files.readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The custom properties of the first block after `selector` whose values are as written. */
function readBlock(selector: string): Record<string, string> {
  const start = tokens.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no block '${selector}'.`)
  const block = tokens.slice(start, tokens.indexOf('}', start))
  const entries = [...block.matchAll(/(--[\w-]+|color-scheme): ([^;]+);/g)]
  return Object.fromEntries(entries.map(([, name, value]) => [name, value]))
}

const themes = { dark: readBlock(':root'), light: readBlock("[data-theme='light']") }
const grounds = ['--ground-inset', '--ground', '--ground-panel', '--ground-raised', '--ground-hover']
const texts = [
  '--text',
  '--text-muted',
  '--text-faint',
  '--accent',
  '--info',
  '--success',
  '--warning',
  '--danger',
]

describe.each(['dark', 'light'] as const)('the %s theme', (name) => {
  const theme = themes[name]
  const worst = (colour: string): number =>
    Math.min(...grounds.map((ground) => contrastRatio(theme[colour], theme[ground])))

  it.each(texts)('%s has 4.5:1 on every ground', (colour) => {
    expect(worst(colour)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['--line-strong', '--focus'])('%s has 3:1 on every ground', (colour) => {
    expect(worst(colour)).toBeGreaterThanOrEqual(3)
  })

  it('words on the grounds of actions have 4.5:1', () => {
    const pairs = [
      ['--on-accent', '--accent'],
      ['--on-accent', '--accent-hover'],
      ['--text', '--accent-ground'],
      ['--accent', '--accent-ground'],
      ['--danger', '--danger-ground'],
    ]
    const low = pairs.filter(([words, ground]) => contrastRatio(theme[words], theme[ground]) < 4.5)
    expect(low).toEqual([])
  })

  it('the grounds that source colours are fitted to are those of the tokens', () => {
    expect(grounds.map((ground) => theme[ground])).toEqual([...panelGrounds[name]])
  })
})

it('the light theme of the system is the light theme', () => {
  expect(readBlock("[data-theme='system']")).toEqual(themes.light)
})
