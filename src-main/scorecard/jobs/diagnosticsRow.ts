/** Promise J7: a bundle of diagnostics tells what happened, and nothing of whom it happened to. */
import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { createRandom } from '@core/random'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import type { FolderListing, SaveTarget } from '@core/contract/page'
import { errorsIn } from '../../services/diagnostics/errorsOfApp'
import { openArchive } from '../../services/projectFile/zipArchive'
import { admitPage, openPage, type PagePort } from '../browserShell/pagePort'
import { startServedApp, type ServedApp } from '../browserShell/servedApp'
import { outcomeOf, type Row } from '../section'
import { errorCodes, raise, raisersIn } from './raisedErrors'

const privateFolder = 'private songs'
const limits = { largest: 1e6, highestRatio: 1000 }
const rules = { 'about.txt': limits, 'facts.json': limits, 'errors.jsonl': limits }

/** What must not be in a bundle. */
export interface Secrets {
  /** Names of folders, tokens, codes. */
  readonly words: readonly string[]
  /** Of a recording that was open. */
  readonly sound: Uint8Array
}

/** A server with a recording open and every error behind it saves its diagnostics, as by its page. */
export async function diagnosticsRow(): Promise<Row> {
  const app = await startServedApp()
  try {
    const token = await admitPage(app)
    const sound = await plantRecording(app)
    await logEveryError(app)
    const page = await openPage(app, token)
    const text = await savedBundle(app, page)
    await page.leave()
    const words = [token, app.code, app.folder, basename(app.folder), privateFolder, homedir()]
    const leaks = leaksIn(text, { words, sound })
    // What a person cancelled is no error to report.
    const told = errorCodes.filter((code) => code !== 'cancelled')
    const named = told.filter((code) => text.includes(`"code":"${code}"`)).length
    const facts = ['"version"', '"platform"', '"availableBytes"', '"limits"']
    const isWhole = named === told.length && facts.every((fact) => text.includes(fact))
    return {
      requirement: 'J7',
      promise:
        'A bundle of diagnostics has versions, memory, limits and the newest errors, and no sound, no folders, no tokens.',
      tried: `saved by the page of a server with a recording open, after every error; searched for ${words.length} words (folders, the token, the code) and for the recording, also as hexadecimal and base64`,
      figure: `errors in it ${named}/${told.length}, leaks ${leaks.length}`,
      outcome: outcomeOf(isWhole && leaks.length === 0),
    }
  } finally {
    await app.close()
  }
}

/** The secrets that stand in the text. A stretch of 24 bytes of the sound counts, as bytes, in hexadecimal or in base64. */
export function leaksIn(text: string, { words, sound }: Secrets): readonly string[] {
  const leaks = words.filter((word) => word.length > 1 && text.includes(word))
  const length = 24
  for (let start = 0; start + length <= sound.length; start += length) {
    const stretch = Buffer.from(sound.subarray(start, start + length))
    // Of silence nothing can be told.
    if (stretch.every((byte) => byte === stretch[0])) continue
    const forms = (['latin1', 'hex', 'base64'] as const).map((form) => stretch.toString(form))
    if (forms.some((form) => text.includes(form))) leaks.push(`sound from byte ${start}`)
  }
  return leaks
}

/** The bytes of a recording in a folder of its own below the root. */
async function plantRecording({ folder }: ServedApp): Promise<Uint8Array> {
  const random = createRandom(1)
  const channels = [Float32Array.from({ length: 8000 }, () => random.uniform() - 0.5)]
  const bytes = writeWav({ sampleRate: 8000, channels }, 16)
  const place = join(folder, 'music', privateFolder)
  await mkdir(place)
  await writeFile(join(place, 'side a.wav'), bytes)
  return bytes
}

async function logEveryError({ folder }: ServedApp): Promise<void> {
  const place = join(folder, 'music', privateFolder, 'errors')
  await mkdir(place)
  const log = errorsIn(join(folder, 'data'))
  const raisers = raisersIn(place)
  for (const code of errorCodes) await log.add(await raise(raisers, code), code)
}

/** Opens the recording, makes two errors of the page's own, saves the diagnostics; the text of all entries. */
async function savedBundle({ folder }: ServedApp, page: PagePort): Promise<string> {
  const list = (of: string | null): Promise<FolderListing> => page.call('listFolder', { folder: of })
  const { folders: roots } = await list(null)
  const music = await list(roots[0].folder)
  const inside = await list(music.folders.find(({ name }) => name === privateFolder)?.folder ?? null)
  const file = inside.files.find(({ name }) => name === 'side a.wav')?.file
  await page.call('openRecording', { file })
  await page.call('openProject', { file }).catch(() => undefined)
  const target = await page.call<SaveTarget>('chooseTarget', { folder: roots[0].folder, name: 'bundle.zip' })
  await page.call('saveDiagnostics', { file: target.file, overwrite: false })
  const archive = await openArchive(join(folder, 'music', 'bundle.zip'), rules)
  try {
    const entries = await Promise.all(Object.keys(rules).map((name) => archive.read(name)))
    return entries.map((bytes) => bytes.toString('latin1')).join('\n')
  } finally {
    archive.close()
  }
}
