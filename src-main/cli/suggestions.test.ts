import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeWav } from '@core/audio/pcm/wavEncoder'
import { createRandom } from '@core/random'
import {
  createWorkspaces,
  resultOf,
  unrefused,
  type Ended,
  type Workspace,
  type Workspaces,
} from './commandLine.testSupport'

interface Suggested {
  readonly suggestions: readonly {
    readonly kind: string
    readonly components: readonly number[]
    readonly confidence: number
    readonly reason: string
  }[]
}

let workspaces: Workspaces
let workspace: Workspace
const shellac = (...words: string[]): Promise<Ended> => workspace.shellac(...words)
const enough = ['--components', '4', '--iterations', '60']

/** Two seconds at 22050 Hz: hiss above 4 kHz alone for 0.3 s, then with notes that come and go. */
function hissyNotes(): Float32Array {
  const [rate, random] = [22_050, createRandom(8)]
  let last = 0
  let before = 0
  return Float32Array.from({ length: 2 * rate }, (_, t) => {
    const white = 2 * random.uniform() - 1
    // Two differences leave what lies high.
    const hiss = white - 2 * last + before
    before = last
    last = white
    const note = [330, 550, 880][Math.floor((6 * t) / rate) % 3]
    const swell = t < 0.3 * rate ? 0 : Math.exp(-((t % (rate / 6)) / 1500))
    return 0.5 * swell * Math.sin((2 * Math.PI * note * t) / rate) + 0.01 * hiss
  })
}

beforeAll(async () => {
  workspaces = await createWorkspaces()
})
afterAll(() => workspaces.remove())
beforeEach(async () => {
  workspace = await workspaces.fresh()
  const wav = writeWav({ sampleRate: 22_050, channels: [hissyNotes()], tags: {} }, 16)
  await writeFile(join(workspace.folder, 'hiss.wav'), wav)
})

describe('suggestions on the command line', () => {
  it('name noise with confidence and reason, and change nothing', async () => {
    await shellac('decompose', 'hiss.wav', '-o', 'hiss.shellac', ...enough)
    const { suggestions } = resultOf(await shellac('suggest', 'hiss.shellac', '--json')) as Suggested
    const noise = suggestions.filter(({ kind }) => kind === 'noise')
    expect(noise.length).toBeGreaterThan(0)
    for (const { components, confidence, reason } of noise) {
      expect(components).toHaveLength(1)
      expect(confidence).toBeGreaterThanOrEqual(0.8)
      expect(reason).toMatch(/\.$/)
    }
    const { stdout } = await shellac('group', 'hiss.shellac')
    expect(stdout).toContain('Ungrouped, heard in the centre: components 1, 2, 3, 4')
  })

  it('go by a stretch of noise with --noise-only', async () => {
    await shellac('decompose', 'hiss.wav', '-o', 'hiss.shellac', ...enough)
    const words = ['suggest', 'hiss.shellac', '--noise-only', '0-0.25', '--json']
    const { suggestions } = resultOf(await shellac(...words)) as Suggested
    const noise = suggestions.filter(({ kind }) => kind === 'noise')
    expect(noise.length).toBeGreaterThan(0)
    for (const { reason } of noise) expect(reason).toContain('only noise')
  })

  it('are done by group --auto, but for what is grouped already', async () => {
    await shellac('decompose', 'hiss.wav', '-o', 'hiss.shellac', ...enough)
    const before = resultOf(await shellac('suggest', 'hiss.shellac', '--json')) as Suggested
    const noise = before.suggestions.filter(({ kind }) => kind === 'noise').flatMap((it) => it.components)
    const [kept, ...others] = noise
    const grouped = await shellac('group', 'hiss.shellac', '--source', `Air=${kept}`, '--auto', '--json')
    expect(resultOf(grouped)).toMatchObject({ noise: others, sources: [{ name: 'Air', components: [kept] }] })
  })

  it('are used by remaster, which says so, unless it is told not to or told the noise', async () => {
    const remaster = (...words: string[]) =>
      shellac('remaster', 'hiss.wav', '-o', 'x.wav', ...enough, ...words)
    expect((await remaster()).stderr).toMatch(
      /Left out as likely noise: components? \d \(\d\d %\).*% of the energy/,
    )
    expect((await remaster('--force', '--no-suggestions')).stderr).toContain('Nothing is left out.')
    expect((await remaster('--force', '--noise', '1')).stderr).not.toContain('likely noise')
  })

  it('refuse a stretch without a frame, one that is none, and one without --auto', async () => {
    const refusals = [
      [['suggest', 'side.shellac', '--noise-only', '7-8'], 'the recording is 1.000 s long'],
      [['suggest', 'side.shellac', '--noise-only', '1'], 'it must be like 0-0.8'],
      [['suggest', 'side.shellac', '--noise-only', '2-1'], 'it must be like 0-0.8'],
      [['group', 'side.shellac', '--noise-only', '0-0.5'], 'say --auto too'],
    ] as const
    expect(
      await unrefused(
        workspace,
        10,
        refusals.map(([words, sentence]) => [[...words], sentence]),
      ),
    ).toEqual([])
  })
})
