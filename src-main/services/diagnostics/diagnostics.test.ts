import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { errorKinds, ShellacError } from '@core/contract/errors'
import { refusal } from '../files/refusal.testSupport'
import { openArchive } from '../projectFile/zipArchive'
import { collectDiagnostics, saveDiagnostics } from './diagnostics'
import { createErrorLog } from './errorLog'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-diagnostics-'))
})
afterAll(() => rm(folder, { recursive: true }))

const shell = { shell: 'command line', sandboxLack: null, state: {} }
const limits = { largest: 1e6, highestRatio: 1000 }
const rules = { 'about.txt': limits, 'facts.json': limits, 'errors.jsonl': limits }
const secret = '/home/ann/Music/private songs'

it('errors are remembered with their four parts and without folders; cancelled work is none', async () => {
  const log = createErrorLog(join(folder, 'log', 'errors.jsonl'), () => new Date(0))
  const path = `${secret}/side a.wav`
  await log.add(new ShellacError('damaged-file', `${path} is cut off.`, { path }), 'reading')
  await log.add(new ShellacError('cancelled', 'The work was cancelled.'))
  await log.add(new TypeError(`no ${secret}/x`))
  const [damaged, fault, ...others] = await log.list()
  expect(others).toEqual([])
  expect(damaged).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    code: 'damaged-file',
    file: 'side a.wav',
    stage: 'reading',
    cause: 'side a.wav is cut off.',
    nextStep: errorKinds['damaged-file'].advice,
  })
  expect(fault).toMatchObject({ code: 'internal', file: null })
  expect(fault.stack).toContain('TypeError')
  expect(JSON.stringify([damaged, fault])).not.toContain('private')
})

it('the newest hundred errors are kept, however many come at once, and foreign lines do no harm', async () => {
  const path = join(folder, 'many.jsonl')
  await writeFile(path, 'not JSON\n"text"\n{"other":1}\n')
  const log = createErrorLog(path)
  await Promise.all(
    Array.from({ length: 120 }, (_, i) => log.add(new ShellacError('bad-argument', `number ${i}`))),
  )
  const causes = (await log.list()).map(({ cause }) => cause)
  expect(causes).toEqual(Array.from({ length: 100 }, (_, i) => `number ${i + 20}`))
})

it('a log that cannot be written is no error', async () => {
  await writeFile(join(folder, 'file'), '')
  await createErrorLog(join(folder, 'file', 'errors.jsonl')).add(new Error('x'))
})

it('the bundle holds versions, memory, limits and the errors, and replaces nothing unasked', async () => {
  const log = createErrorLog(join(folder, 'some.jsonl'))
  await log.add(new ShellacError('disk-full', 'Cannot write x: the disk is full (ENOSPC).'))
  const diagnostics = await collectDiagnostics(shell, await log.list(), folder)
  const path = join(folder, 'bundle.zip')
  await saveDiagnostics(path, diagnostics, { overwrite: false })
  const archive = await openArchive(path, rules)
  const facts = JSON.parse((await archive.read('facts.json')).toString()) as Record<string, object>
  expect(Object.keys(facts)).toEqual(
    expect.arrayContaining([
      'program',
      'system',
      'runtime',
      'engine',
      'memory',
      'disk',
      'settings',
      'limits',
    ]),
  )
  expect((await archive.read('errors.jsonl')).toString()).toContain('"disk-full"')
  expect((await archive.read('about.txt')).toString()).toContain('no sound')
  archive.close()
  const before = await readFile(path)
  const again = await refusal(saveDiagnostics(path, diagnostics, { overwrite: false }))
  expect(again.code).toBe('target-exists')
  expect(await readFile(path)).toEqual(before)
})
