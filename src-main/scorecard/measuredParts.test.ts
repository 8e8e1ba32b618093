import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { joinParts, keepParts } from './measuredParts'
import type { SectionResult } from './scorecardText'
import type { Row, Section } from './section'

let folder = ''
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'shellac-parts-')), 'scorecard')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const section = (letter: string): Section => ({
  ...{ letter, title: letter, about: '' },
  measure: () => Promise.resolve([]),
})
const result = (letter: string, figure: string): SectionResult => {
  const row: Row = { requirement: `${letter}1`, promise: '', tried: '', figure, outcome: 'met' }
  return { section: section(letter), rows: [row] }
}
const sections = [section('A'), section('B')]
const state = { commit: 'abc1234', seed: 1, isShort: false }

it('a page is there once every part was measured, with the newest of each', async () => {
  await keepParts(folder, [result('A', 'old')], state)
  expect(await joinParts(folder, sections, 1)).toBeNull()
  await keepParts(folder, [result('B', 'b')], state)
  await keepParts(folder, [result('A', 'new')], state)
  const joined = await joinParts(folder, sections, 1)
  expect(joined?.map(({ rows }) => rows[0].figure)).toEqual(['new', 'b'])
})

it('each names its commit and whether it is little; parts of another seed are no part of it', async () => {
  await keepParts(folder, [result('A', 'a'), result('B', 'b')], state)
  await keepParts(folder, [result('B', 'b')], { ...state, commit: 'def5678', isShort: true })
  const joined = await joinParts(folder, sections, 1)
  expect(joined?.map(({ measured }) => [measured?.commit, measured?.isShort])).toEqual([
    ['abc1234', false],
    ['def5678', true],
  ])
  expect(await joinParts(folder, sections, 2)).toBeNull()
})
