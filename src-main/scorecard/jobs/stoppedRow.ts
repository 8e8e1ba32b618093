/** Promise D12: a machine that sleeps is no reason to give up, and what was under way is whole. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { decomposeDefaults } from '@core/contract/decomposeDefaults'
import type { Decomposed, OpenedRecording } from '@core/contract/engine'
import { plainForm, plainWish, type ExportWish } from '@core/contract/exports'
import type { FolderListing, PickedFile, SaveTarget } from '@core/contract/page'
import { createRandom, type Random } from '@core/random'
import { decodeAudio } from '../../codecs/decodeAudio'
import { openProject } from '../../services/projectFile/projectFile'
import { admitPage, openPage, type PagePort } from '../browserShell/pagePort'
import { startServedApp, type ServedApp } from '../browserShell/servedApp'
import { childrenOf } from '../recorder/processTree'
import { outcomeOf, type Effort, type Row } from '../section'

/** An open recording of a server whose processes can be stopped. */
interface Scene {
  readonly app: ServedApp
  readonly page: PagePort
  readonly session: string
  readonly folder: FolderListing['folders'][number]['folder']
  readonly random: Random
  /** Of a stop. */
  readonly seconds: number
  /** Work that had not ended when it was stopped. */
  midst: number
}

export async function stoppedRow({ isShort, seed, say }: Effort): Promise<Row> {
  // Longer than the 60 s after which what gives no sign of life is given up.
  const [trials, seconds] = isShort ? [1, 2] : [2, 65]
  const app = await startServedApp()
  try {
    const page = await openPage(app, await admitPage(app))
    const { folders } = await page.call<FolderListing>('listFolder', { folder: null })
    const { file } = await page.call<PickedFile>('demo', {})
    const { session } = await page.call<OpenedRecording>('openRecording', { file })
    const scene: Scene = {
      ...{ app, page, session, folder: folders[0].folder, random: createRandom(seed), seconds, midst: 0 },
    }
    const undisturbed = await decompose(scene, 'undisturbed')
    const sound = await exportedSound(scene, undisturbed, 'undisturbed.wav')
    let whole = 0
    for (let trial = 0; trial < trials; trial++) {
      const works = [isSameDecomposition, isWholeSave, isSameExport]
      for (const work of works) {
        const isWhole = await work(scene, { undisturbed, sound, trial })
        if (!isWhole) say(`not whole after a stop: ${work.name}`)
        whole += Number(isWhole)
      }
    }
    await page.leave()
    const total = 3 * trials
    return {
      requirement: 'D12',
      promise:
        'Work goes on after its processes were stopped for a while: nothing is falsely given up, and the result is whole.',
      tried: `${total} decompositions, saves and exports of the browser shell, all of whose processes were stopped for ${seconds} s and continued; the clock was not changed`,
      figure: `whole and equal ${whole} of ${total}, stopped in their midst ${scene.midst}`,
      outcome: outcomeOf(whole === total && scene.midst > 0),
    }
  } finally {
    // Nobody ends who is stopped.
    signalTree(app.process.pid ?? 0, 'SIGCONT')
    await app.close()
  }
}

interface Trial {
  readonly undisturbed: Decomposed
  /** Of the export of it. */
  readonly sound: string
  readonly trial: number
}

async function isSameDecomposition(scene: Scene, { undisturbed, trial }: Trial): Promise<boolean> {
  const result = await stoppedMeanwhile(scene, 300, () => decompose(scene, `stopped-${trial}`))
  const of = ({ project }: Decomposed): string => JSON.stringify(project.decomposition)
  return result !== undefined && of(result) === of(undisturbed)
}

async function isWholeSave(scene: Scene, { undisturbed, trial }: Trial): Promise<boolean> {
  const { page, session, app } = scene
  const name = `stopped ${trial}.shellac`
  const file = await targetOf(scene, name)
  const { decomposition, project } = undisturbed
  const request = { session, decomposition, project, file, overwrite: false }
  const saved = await stoppedMeanwhile(scene, 100, () =>
    page.call<{ readonly revision: string }>('saveProject', request),
  )
  return saved?.revision === (await openProject(join(app.folder, 'music', name))).revision
}

async function isSameExport(scene: Scene, { undisturbed, sound, trial }: Trial): Promise<boolean> {
  const name = `stopped ${trial}.wav`
  return sound === (await stoppedMeanwhile(scene, 300, () => exportedSound(scene, undisturbed, name)))
}

/** What the work gives although its processes are stopped at a moment by chance; undefined where it ends in an error. */
async function stoppedMeanwhile<Result>(
  scene: Scene,
  withinMilliseconds: number,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  let isDone = false
  const result = work()
    .catch(() => undefined)
    .finally(() => (isDone = true))
  await wait(scene.random.uniform() * withinMilliseconds)
  const pid = scene.app.process.pid ?? 0
  scene.midst += Number(!isDone)
  signalTree(pid, 'SIGSTOP')
  await wait(scene.seconds * 1000)
  signalTree(pid, 'SIGCONT')
  return result
}

function signalTree(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const child of childrenOf(pid)) signalTree(child, signal)
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

function decompose({ page, session }: Scene, job: string): Promise<Decomposed> {
  const settings = { ...decomposeDefaults, maxIterations: 60 }
  return page.call<Decomposed>('decompose', { session, channel: 'left', settings }, job)
}

/** SHA-256 of the samples of an export. */
async function exportedSound(scene: Scene, decomposed: Decomposed, name: string): Promise<string> {
  const { page, session, app } = scene
  const { decomposition, project } = decomposed
  const wish: ExportWish = {
    ...{ ...plainForm, ...plainWish, contents: ['mix'], bits: 16, panLaw: project.mix.panLaw },
    ...{ sampleRate: project.recording.sampleRate, noiseAmount: project.noise.amount },
  }
  const file = await targetOf(scene, name)
  await page.call(
    'exportAudio',
    { session, decomposition, project, file, export: wish },
    name.replace(/\W/g, '-'),
  )
  const { channels, warnings } = await decodeAudio(await readFile(join(app.folder, 'music', name)))
  if (warnings.length > 0) throw new Error(warnings.join(' '))
  const hash = createHash('sha256')
  for (const channel of channels) hash.update(new Float64Array(channel))
  return hash.digest('hex')
}

async function targetOf({ page, folder }: Scene, name: string): Promise<SaveTarget['file']> {
  return (await page.call<SaveTarget>('chooseTarget', { folder, name })).file
}
