import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Effort, Row, Section } from './section'
import type { SectionResult } from './scorecardText'

/** Measures one section after the other, each in a folder of its own that is removed afterwards. */
export async function measureSections(
  sections: readonly Section[],
  effort: Effort,
): Promise<SectionResult[]> {
  const results: SectionResult[] = []
  for (const section of sections) {
    effort.say(section.title)
    const folder = join(effort.folder, section.letter)
    await mkdir(folder)
    try {
      results.push({ section, rows: await measure(section, { ...effort, folder }) })
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }
  return results
}

/** A section that fails has measured nothing: that is a row too, and not met. */
async function measure(section: Section, effort: Effort): Promise<readonly Row[]> {
  try {
    return await section.measure(effort)
  } catch (error) {
    effort.say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    const reason = error instanceof Error ? error.message : String(error)
    return [
      {
        requirement: section.letter,
        promise: 'It can be measured.',
        tried: 'the whole section',
        figure: `stopped: ${reason.replaceAll(effort.folder, 'its folder')}`,
        outcome: 'not met',
      },
    ]
  }
}
