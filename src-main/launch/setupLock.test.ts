import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withSetupLock } from './setupLock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-lock-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('withSetupLock', () => {
  it('never runs two set-ups at a time', async () => {
    let running = 0
    let most = 0
    const setUp = async (): Promise<void> => {
      running += 1
      most = Math.max(most, running)
      await new Promise((done) => setTimeout(done, 20))
      running -= 1
    }
    await Promise.all([1, 2, 3].map(() => withSetupLock(folder, setUp)))
    expect(most).toBe(1)
  })

  it('takes over from a process that died', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    writeFileSync(join(folder, '.setup-lock'), String(dead))
    await expect(withSetupLock(folder, () => Promise.resolve('done'))).resolves.toBe('done')
  })

  it('lets go when the work fails', async () => {
    const failing = withSetupLock(folder, () => Promise.reject(new Error('no network')))
    await expect(failing).rejects.toThrow('no network')
    expect(existsSync(join(folder, '.setup-lock'))).toBe(false)
  })
})
