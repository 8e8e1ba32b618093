/** What a person can send who has met a fault. */
import { readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { readZip } from '../steps/archive'
import { askToOpen, open } from '../steps/document'
import { writeTruth } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

interface Facts {
  readonly program: { readonly version: string; readonly shell: string }
  readonly system: { readonly platform: string }
  readonly memory: { readonly availableBytes: number }
}

interface LoggedError {
  readonly code: string
  readonly file: string | null
  readonly stage: string
  readonly cause: string
  readonly nextStep: string
}

test('the diagnostics hold versions, memory and the errors that were met, but no sound, no folders and no tokens', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const { notices } = placesOf(page)
  const damaged = join(workshop.folder, 'damaged.flac')
  await writeFile(damaged, 'fLaC and nothing more')
  const { path: recording } = await writeTruth(workshop.folder)
  await open(app, recording)
  await askToOpen(app, damaged)
  await expect(notices).toContainText('damaged.flac')

  const bundle = join(workshop.folder, 'what happened.zip')
  app.answerSave(bundle)
  await app.clickMenu('Help', 'Save diagnostics…')
  await app.finishDialog?.()
  await expect(notices).toContainText('Saved what happened.zip')

  const entries = await readZip(bundle)
  expect([...entries.keys()]).toEqual(['about.txt', 'facts.json', 'errors.jsonl'])
  const text = (name: string): string => entries.get(name)?.toString('utf8') ?? ''
  const facts = JSON.parse(text('facts.json')) as Facts
  expect(facts.program.version).toMatch(/^\d+\.\d+\.\d+/)
  expect(facts.program.shell).toBe(app.shell === 'browser' ? 'browser' : 'desktop')
  expect(facts.system.platform).toBe(process.platform)
  expect(facts.memory.availableBytes).toBeGreaterThan(0)
  const errors = text('errors.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LoggedError)
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ code: 'damaged-file', file: 'damaged.flac' })
  for (const part of ['stage', 'cause', 'nextStep'] as const) expect(errors[0][part]).toMatch(/\w{3}/)

  const all = Buffer.concat([...entries.values()])
  const token = await page.evaluate(() => sessionStorage.getItem('token'))
  const secrets = [token, homedir(), dirname(workshop.folder), basename(dirname(workshop.folder))]
  for (const secret of secrets) if (secret && secret.length > 1) expect(all.includes(secret)).toBe(false)
  const sound = await readFile(recording)
  for (let start = 44; start + 32 <= sound.length; start += 32) {
    expect(all.includes(sound.subarray(start, start + 32))).toBe(false)
  }
})
