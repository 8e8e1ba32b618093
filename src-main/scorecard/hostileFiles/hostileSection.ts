import { join } from 'node:path'
import { projectRoot } from '../projectRoot'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { failAllocations } from './allocationFailures'
import { createCappedReader, readMebibytes, readSeconds } from './cappedReader'
import { compareWithOthers } from './conformance'
import { bombsAndSlips, npyFiles } from './corpus/archiveFiles'
import { hostileCorpus } from './corpus/corpus'
import { branchRow } from './branches/branchRow'
import { cutFiles } from './cuts'
import { tryNames } from './foreignNames'
import { fuzz, saveFindings } from './fuzz'
import type { HostileFile } from './hostileFile'
import { tryLies } from './lies'
import { createTally, tallyText, type Tally } from './readingTally'
import { loseEngines } from './recovery'

/** How much of each is tried, in the whole form and in the short one. */
const amounts = {
  whole: { mutations: 20_000, cuts: 200, failures: 400, losses: 50 },
  short: { mutations: 2000, cuts: 20, failures: 25, losses: 5 },
} as const

/** Bytes allocated for each byte of a file, all in all. */
const mostForPcm = 8
/** Times what a file takes that tells the truth: how far it unpacks is no lie. */
const mostForCompressed = 1.5
/** Numbers read for each KiB: two for each byte. */
const mostReads = 2048

/** Promises M1 to M11: files from outside. */
export const hostileSection: Section = {
  letter: 'M',
  title: 'Hostile files',
  about: `Files made to be read wrongly, in a process with ${readSeconds} s and ${readMebibytes} MB for each. Longer: \`npm run fuzz -- --minutes 30\`; what it finds is kept in \`out/fuzz\`.`,
  async measure(effort) {
    const { folder, isShort } = effort
    const amount = isShort ? amounts.short : amounts.whole
    return [
      await corpusRow(folder),
      await mutationRow(effort, amount.mutations),
      ...(isShort ? [] : [await branchRow(join(folder, 'branches'))]),
      ...(await lieRows(folder)),
      await cutRow(folder, amount.cuts),
      await recoveryRow(folder, amount.losses),
      await allocationRow(folder, amount.failures),
      await refusalRow(folder, {
        requirement: 'M8',
        promise: 'Archives that are bombs or lead out of their folder are refused before they are unpacked.',
        files: bombsAndSlips(),
      }),
      await refusalRow(folder, {
        requirement: 'M9',
        promise: 'Headers of arrays are parsed, never evaluated.',
        files: npyFiles(),
      }),
      nameRow(),
      await conformanceRow(folder),
    ]
  },
}

async function readAll(files: readonly HostileFile[], folder: string): Promise<Tally> {
  const reader = createCappedReader(folder)
  const tally = createTally()
  for (const file of files) tally.add(file, await reader.read(file))
  reader.close()
  return tally.tally()
}

async function corpusRow(folder: string): Promise<Row> {
  const files = await hostileCorpus()
  return tallyRow(`a corpus of ${files.length} hostile files, made by code`, await readAll(files, folder))
}

async function mutationRow({ seed, folder, say }: Effort, count: number): Promise<Row> {
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

async function lieRows(folder: string): Promise<Row[]> {
  const found = await tryLies(folder)
  const tried = `${found.files} files, each number of 8 formats set to 0, 1, the largest, the largest but one, the sign bit, one more than the file`
  const isBounded = found.worstPcm <= mostForPcm && found.worstCompressed <= mostForCompressed
  return [
    {
      requirement: 'M2',
      promise: 'Work and memory grow with the bytes that are there, not with those that are promised.',
      tried,
      figure: `at most ${found.worstPcm.toFixed(1)} bytes allocated for each byte of uncompressed sound; of compressed ${found.worstCompressed.toFixed(1)} times what the true file takes`,
      outcome: outcomeOf(isBounded),
    },
    {
      requirement: 'M3',
      promise: 'Every reader makes progress.',
      tried: `the same; files of chunks, boxes and pages without a length are in the corpus of M1`,
      figure: `at most ${Math.round(found.worstReads)} numbers read for each KiB`,
      outcome: outcomeOf(found.worstReads <= mostReads),
    },
    {
      requirement: 'M5',
      promise: 'A header that lies about length, rate or channels is shown.',
      tried: `those of them that change what is opened: ${found.lies}`,
      figure: `${found.shown}/${found.lies} shown or refused${found.silent.map((lie) => `; silent: ${lie}`).join('')}`,
      outcome: outcomeOf(found.silent.length === 0),
    },
  ]
}

async function cutRow(folder: string, perFormat: number): Promise<Row> {
  const { formats, cuts, refused, opened, exact, warned, faults } = await cutFiles(perFormat, folder)
  return {
    requirement: 'M4',
    promise: 'A file that is cut gives what is there, bit by bit, and says that the rest is missing.',
    tried: `${perFormat} cuts of each of ${formats} formats`,
    figure: `${cuts} cuts: ${opened} opened, of them ${exact} exact and ${warned} with a warning; ${refused} without a sample, refused${faults.map((fault) => `; ${fault}`).join('')}`,
    outcome: outcomeOf(exact === opened && warned === opened && opened + refused === cuts),
  }
}

async function recoveryRow(folder: string, losses: number): Promise<Row> {
  const { told, recovered, slowestMilliseconds } = await loseEngines(losses, folder)
  return {
    requirement: 'M6',
    promise: 'A decoder that dies is told of, and the next file works.',
    tried: `the engine killed ${losses} times while it reads`,
    figure: `told ${told}/${losses}, next file opened ${recovered}/${losses}, after ${Math.round(slowestMilliseconds)} ms at most`,
    outcome: outcomeOf(told === losses && recovered === losses),
  }
}

async function allocationRow(folder: string, mostPoints: number): Promise<Row> {
  const { formats, points, clean, wrongResults, otherErrors } = await failAllocations(mostPoints, folder)
  return {
    requirement: 'M7',
    promise: 'Memory that runs out anywhere is a clean error.',
    tried: `the n-th buffer of ${formats} formats refused, at most ${mostPoints} points each`,
    figure: `${points} points: ${clean} refused in words, ${wrongResults} wrong results, ${otherErrors.length} other errors${otherErrors
      .slice(0, 3)
      .map((one) => `; ${one}`)
      .join('')}`,
    outcome: outcomeOf(wrongResults === 0 && otherErrors.length === 0 && points > 0),
  }
}

interface ToBeRefused {
  readonly requirement: string
  readonly promise: string
  readonly files: readonly HostileFile[]
}

async function refusalRow(folder: string, { requirement, promise, files }: ToBeRefused): Promise<Row> {
  const { refused, peakMebibytes, slowestMilliseconds } = await readAll(files, folder)
  return {
    requirement,
    promise,
    tried: `${files.length} files`,
    figure: `${refused}/${files.length} refused, peak ${peakMebibytes} MB, slowest ${slowestMilliseconds} ms`,
    outcome: outcomeOf(refused === files.length),
  }
}

function nameRow(): Row {
  const { names, unsafe } = tryNames()
  return {
    requirement: 'M10',
    promise: 'Names and tags from outside become no paths and no devices; that none becomes markup is S6.',
    tried: `${names} names of sources by the rules of Windows, macOS and Linux`,
    figure: `${unsafe.length} unsafe names written${unsafe.map((one) => `; ${one}`).join('')}`,
    outcome: outcomeOf(unsafe.length === 0),
  }
}

async function conformanceRow(folder: string): Promise<Row> {
  const { lossless, exact, lossy, near, worstSteps } = await compareWithOthers(folder)
  return {
    requirement: 'M11',
    promise: 'The same bytes give the same samples as in ffmpeg and libsndfile.',
    tried: `${lossless} lossless and ${lossy} lossy files`,
    figure: `${exact}/${lossless} bit-exact, ${near}/${lossy} within tolerance, ${worstSteps.toFixed(1)} steps of 16 bits at most`,
    outcome: outcomeOf(exact === lossless && near === lossy && lossless > 0),
  }
}
