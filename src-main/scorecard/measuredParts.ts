/** Parts of the scorecard that were measured one at a time, kept until all of them are there. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SectionResult } from './scorecardText'
import type { Row, Section } from './section'

/** What was measured, and how. */
export interface MeasuredState {
  /** Short hash. */
  readonly commit: string
  readonly seed: number
  /** As in the tests: little of it. */
  readonly isShort: boolean
}

interface MeasuredPart extends MeasuredState {
  readonly rows: readonly Row[]
}

/** @param folder made if it is not there */
export async function keepParts(
  folder: string,
  results: readonly SectionResult[],
  { commit, seed, isShort }: MeasuredState,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { section, rows } of results) {
    const part: MeasuredPart = { commit, seed, isShort, rows }
    await writeFile(partPath(folder, section.letter), JSON.stringify(part))
  }
}

/** The newest result of every section, each with what it was measured of and how; null while one of them was not measured with this seed. */
export async function joinParts(
  folder: string,
  sections: readonly Section[],
  seed: number,
): Promise<SectionResult[] | null> {
  const results: SectionResult[] = []
  for (const section of sections) {
    const part = await readPart(partPath(folder, section.letter))
    if (part?.seed !== seed) return null
    results.push({ section, rows: part.rows, measured: part })
  }
  return results
}

const partPath = (folder: string, letter: string): string => join(folder, `${letter}.json`)

async function readPart(path: string): Promise<MeasuredPart | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as MeasuredPart
  } catch {
    return null
  }
}
