import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureReady, npmCommand } from './ensureReady.mjs'

describe('npmCommand', () => {
  const there = (): boolean => true

  it('is the npm that started this process', () => {
    expect(npmCommand({ npm_execpath: '/n/bin/npm-cli.js' }, there)).toEqual({
      command: process.execPath,
      prefix: ['/n/bin/npm-cli.js'],
    })
  })

  it('is the npm beside the npx that started this process', () => {
    expect(npmCommand({ npm_execpath: '/n/bin/npx-cli.js' }, there).prefix).toEqual(['/n/bin/npm-cli.js'])
  })

  it('is the npm of the path when none, another package manager or a vanished one is named', () => {
    const onPath = { command: 'npm', prefix: [] }
    expect(npmCommand({}, there)).toEqual(onPath)
    expect(npmCommand({ npm_execpath: '/n/bin/yarn.js' }, there)).toEqual(onPath)
    expect(npmCommand({ npm_execpath: '/n/bin/npm-cli.js' }, () => false)).toEqual(onPath)
  })
})

describe('ensureReady', () => {
  it('leaves a packaged installation, which has no lock file, alone', async () => {
    const root = mkdtempSync(join(tmpdir(), 'packaged-'))
    await expect(ensureReady(root)).resolves.toBeUndefined()
    rmSync(root, { recursive: true })
  })
})
