import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { measureSections } from './measureSections'
import { countOutcomes, scorecardText, type SectionResult } from './scorecardText'
import type { Row, Section } from './section'

const row = (changes: Partial<Row>): Row => ({
  requirement: 'X1',
  promise: 'Nothing is lost.',
  tried: '3 kills',
  figure: '0 lost',
  outcome: 'met',
  ...changes,
})
const section = (rows: () => Promise<Row[]>, letter = 'X'): Section => ({
  ...{ letter, title: 'Kills', about: 'Processes are killed.' },
  measure: rows,
})

it('the scorecard names day, version, commit and seed, and marks what is not met', () => {
  const rows = [row({}), row({ outcome: 'not met', figure: 'a|b <script>' }), row({ outcome: 'not tried' })]
  const results: SectionResult[] = [{ section: section(() => Promise.resolve(rows)), rows }]
  const text = scorecardText(results, {
    ...{ date: new Date('2026-11-30T12:00:00Z'), version: '1.2.3', commit: 'abc1234', isChanged: true },
    ...{ machine: 'Node 20.19.0, linux x64, 2 processors', seed: 7, isShort: false },
  })
  expect(text).toContain('30 November 2026 with version 1.2.3, commit abc1234 with changes;')
  expect(text).toContain('seed 7')
  expect(text).toContain('**1 met, 1 not met, 1 not tried.**')
  expect(text).toContain('| X1 | Nothing is lost. | 3 kills | 0 lost | met |')
  expect(text).toContain('a\\|b &lt;script> | **not met** |')
  expect(countOutcomes(results)).toEqual({ met: 1, 'not met': 1, 'not tried': 1 })
})

it('what is asked for first is told first, for each row of it', () => {
  const rows = [
    row({ requirement: 'D1, D16', figure: 'torn 0' }),
    row({ requirement: 'M1', figure: '900 files' }),
    row({ requirement: 'M1', figure: '2000 mutations', outcome: 'not met' }),
    row({ requirement: 'M10', figure: 'names' }),
  ]
  const text = scorecardText([{ section: section(() => Promise.resolve(rows)), rows }], {
    ...{ date: new Date(0), version: '1', commit: null, isChanged: false, machine: '' },
    ...{ seed: 1, isShort: true },
  })
  const glance = text.slice(text.indexOf('## At a glance'), text.indexOf('## Kills'))
  expect(glance).toContain('| Kills while saving | torn 0 | met |')
  expect(glance).toContain(
    '| Hostile files | 900 files | met |\n| Hostile files | 2000 mutations | **not met** |',
  )
  expect(glance).not.toContain('names')
})

it('a section that fails is a row that is not met, and its folder is gone afterwards', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-scorecard-'))
  const folders: string[] = []
  const failing: Section = {
    ...section(() => Promise.resolve([]), 'Y'),
    async measure(effort) {
      folders.push(effort.folder)
      await writeFile(join(effort.folder, 'left'), '')
      throw new Error(`cannot read ${effort.folder}`)
    },
  }
  const effort = { isShort: true, seed: 1, folder, say: () => undefined }
  const working = section(() => Promise.resolve([row({})]))
  const results = await measureSections([failing, working], effort)
  expect(results.map(({ rows }) => rows.map(({ outcome }) => outcome))).toEqual([['not met'], ['met']])
  expect(results[0].rows[0].figure).toBe('stopped: cannot read its folder')
  await expect(stat(folders[0])).rejects.toThrow()
  await rm(folder, { recursive: true })
})

it('a part that was measured by itself says of what, and that it was little', () => {
  const page = {
    ...{ date: new Date(0), version: '1', commit: 'abc1234', isChanged: false, machine: '' },
    seed: 1,
  }
  const of = { section: section(() => Promise.resolve([])), rows: [row({})] }
  const textOf = (measured: { commit: string; isShort: boolean }): string =>
    scorecardText([{ ...of, measured }], { ...page, isShort: false })
  expect(textOf({ commit: 'def5678', isShort: true })).toContain(
    'Measured at commit def5678. Measured in the short form',
  )
  expect(textOf({ commit: 'abc1234', isShort: false })).not.toContain('Measured at')
})

it('the heading says by itself which parts are of the short form', () => {
  const page = {
    ...{ date: new Date(0), version: '1', commit: 'abc1234', isChanged: false, machine: '' },
    seed: 1,
  }
  const headingOf = (short: readonly boolean[], isShort = false): string => {
    const results = short.map((isShortPart, i) => ({
      section: { ...section(() => Promise.resolve([])), title: `Part ${i}` },
      rows: [row({})],
      measured: { commit: 'abc1234', isShort: isShortPart },
    }))
    return scorecardText(results, { ...page, isShort }).split('\n')[4]
  }
  expect(headingOf([false, false])).toMatch(/; whole form\.$/)
  expect(headingOf([true, true])).toMatch(/; short form, as in the tests\.$/)
  expect(headingOf([false, true, false])).toMatch(
    /; whole form, but short form, as in the tests, in Part 1\.$/,
  )
  expect(headingOf([false, false], true)).toMatch(/; whole form\.$/)
})
