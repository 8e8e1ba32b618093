import { join } from 'node:path'
import { projectRoot } from '../projectRoot'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { createCappedReader, readMebibytes, readSeconds } from './cappedReader'
import { hostileCorpus } from './corpus/corpus'
import { fuzz, saveFindings } from './fuzz'
import { createTally, tallyText, type Tally } from './readingTally'

const mutationsWhole = 100_000
const mutationsShort = 2000

/** Promises M1 to M11: files from outside. */
export const hostileSection: Section = {
  letter: 'M',
  title: 'Hostile files',
  about: `Files made to be read wrongly, in a process with ${readSeconds} s and ${readMebibytes} MB for each. Longer: \`npm run fuzz -- --minutes 30\`; what it finds is kept in \`out/fuzz\`.`,
  async measure(effort) {
    return [await corpusRow(effort), await mutationRow(effort)]
  },
}

async function corpusRow({ folder }: Effort): Promise<Row> {
  const files = await hostileCorpus()
  const reader = createCappedReader(folder)
  const tally = createTally()
  for (const file of files) tally.add(file, await reader.read(file))
  reader.close()
  return tallyRow(`a corpus of ${files.length} hostile files, made by code`, tally.tally())
}

async function mutationRow({ isShort, seed, folder, say }: Effort): Promise<Row> {
  const count = isShort ? mutationsShort : mutationsWhole
  const onFile = (files: number): void => {
    if (files % 5000 === 0) say(`  ${files} of ${count} mutations`)
  }
  const tally = await fuzz({ seed, folder, goesOn: (files) => files < count, onFile })
  return tallyRow(`${count} mutations of sound files and projects, seed ${seed}`, tally)
}

async function tallyRow(tried: string, tally: Tally): Promise<Row> {
  await saveFindings(tally.findings, join(projectRoot, 'out', 'fuzz'))
  return {
    requirement: 'M1',
    promise:
      'No file crashes the app, hangs it, takes more than its budget or gives an error that is not ours.',
    tried,
    figure: tallyText(tally),
    outcome: outcomeOf(tally.findings.length === 0),
  }
}
