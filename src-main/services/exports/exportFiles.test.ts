import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Progress } from '@core/contract/job'
import { assignToNoise, createSource } from '@core/project/edits'
import { refusal } from '../files/refusal.testSupport'
import { createExportCase, patience, type CaseOptions, type ExportCase } from './exportCase.testSupport'

const cases: ExportCase[] = []
async function make(options: CaseOptions = {}): Promise<ExportCase> {
  const created = await createExportCase(options)
  cases.push(created)
  return created
}
afterEach(async () => {
  for (const made of cases.splice(0)) await made.remove()
})

describe('files', () => {
  it('of sources and components are numbered, named and accompanied by two reports', async () => {
    const made = await make({
      edits: [createSource('a/b: "x"?', [0]), createSource('Ő 歌手 🎷', [1]), assignToNoise([2])],
    })
    await made.export('out', { contents: ['sources'], format: 'flac', bits: 16 })
    expect((await readdir(join(made.folder, 'out'))).sort()).toEqual([
      '01-a_b_ _x__.flac',
      '02-Ő 歌手 🎷.flac',
      '03-Ungrouped.flac',
      '04-Noise.flac',
      'sources.report.html',
      'sources.report.json',
      'sources.report.md',
    ])
  })

  it('keep the tags of the recording, with the part in the title', async () => {
    const tags = { TITLE: 'Vesti la giubba', ARTIST: 'Enrico Caruso', DATE: '1907' }
    const made = await make({ tags })
    await made.export('mix.flac', { format: 'flac', bits: 16 })
    await made.export('mono.wav', { contents: ['mono'] })
    expect((await made.decode('mix.flac')).tags).toEqual(tags)
    expect((await made.decode('mono.wav')).tags).toEqual({
      ...tags,
      TITLE: 'Vesti la giubba (Denoised mono)',
    })
  })

  it('that exist are replaced only when that is wished', async () => {
    const made = await make()
    await made.export('mix.wav')
    const { code, message } = await refusal(made.export('mix.wav'))
    expect([code, message]).toEqual(['target-exists', expect.stringContaining('mix.wav exists already')])
    await made.export('mix.wav', { existing: 'replace', contents: ['mono'] })
    expect((await made.decode('mix.wav')).channels.length).toBe(1)
  })

  it('are all refused when one of them exists, and none is left behind', async () => {
    const made = await make()
    await mkdir(join(made.folder, 'out'))
    await writeFile(join(made.folder, 'out', '03-Component 3.wav'), 'mine')
    expect((await refusal(made.export('out', { contents: ['components'] }))).code).toBe('target-exists')
    expect(await readdir(join(made.folder, 'out'))).toEqual(['03-Component 3.wav'])
  })

  it('are all taken away when one cannot have its name at the end', async () => {
    const made = await make()
    const control = {
      ...patience,
      // The name of the second file is taken while the files are written.
      report: ({ stage }: { stage: string }) => {
        if (stage === 'writing') stolen ??= writeFile(join(made.folder, 'out', '02-Component 2.wav'), 'mine')
      },
    }
    let stolen: Promise<void> | undefined
    const { code } = await refusal(made.export('out', { contents: ['components'] }, control))
    await stolen
    expect([code, await readdir(join(made.folder, 'out'))]).toEqual(['target-exists', ['02-Component 2.wav']])
  })

  it('say how far they are stage by stage, and that all is done when they have their names', async () => {
    const made = await make({ edits: [assignToNoise([1, 3])] })
    const told: { stage: string; done: number; isThere: boolean }[] = []
    const report = ({ stage, done }: Progress): void =>
      void told.push({ stage, done, isThere: existsSync(join(made.folder, 'mix.wav')) })
    await made.export('mix.wav', {}, { ...patience, report })
    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['measuring', 'writing', 'reporting'])
    for (const stage of ['measuring', 'writing', 'reporting']) {
      const done = told.filter((one) => one.stage === stage).map((one) => one.done)
      expect(done).toEqual(done.toSorted((a, b) => a - b))
      expect([done[0], done.at(-1)]).toEqual([0, 1])
    }
    const last = told.filter(({ stage }) => stage === 'reporting')
    expect(last.map(({ done, isThere }) => isThere === done > 0.99)).toEqual(last.map(() => true))
  })

  it.each(['measuring', 'writing', 'reporting'])(
    'and the folders made for them vanish when %s is cancelled',
    async (last) => {
      const made = await make()
      let stage = ''
      const control = {
        report: (progress: { stage: string }) => (stage = progress.stage),
        wish: () => (stage === last ? 'cancel' : 'go-on'),
      }
      const { code } = await refusal(made.export(join('a', 'b', 'c'), { contents: ['components'] }, control))
      expect([code, await made.names()]).toEqual(['cancelled', []])
    },
  )

  it.each(['wished', 'not wished'])(
    'never replace the recording, under its own name or a copy (%s)',
    async (wish) => {
      const made = await make()
      const copy = join(made.folder, 'copy.wav')
      await writeFile(copy, await readFile(made.recordingPath))
      for (const target of [made.recordingPath, copy]) {
        const { code } = await refusal(
          made.export('', { target, existing: wish === 'wished' ? 'replace' : 'refuse' }),
        )
        expect(code).toBe('target-is-source')
      }
      expect((await readFile(copy)).equals(await readFile(made.recordingPath))).toBe(true)
      expect(await made.names()).toEqual(['copy.wav'])
    },
  )

  it('whose name says another format come with a warning', async () => {
    const made = await make()
    const { warnings } = await made.export('mix.flac', { format: 'wav' })
    expect(warnings.join()).toContain('mix.flac is written as WAV, whatever its name says')
    expect((await made.export('side-a.v2', { format: 'wav' })).warnings).toEqual([])
  })
})
