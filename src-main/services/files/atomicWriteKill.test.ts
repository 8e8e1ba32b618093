import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepStaleTemporaries } from './temporaryFiles'

const length = 1_000_000
const kills = 40
let folder = ''

/** Saves without end: every byte of save n is n modulo 256; tells the number of each save that is done. */
const saver = `
import { writeFileAtomically } from './atomicWrite.mjs'
for (let n = 1; ; n++) {
  await writeFileAtomically(process.argv[2], new Uint8Array(${length}).fill(n), { overwrite: true })
  process.send(n)
}
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-kill-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '@core': resolve(import.meta.dirname, '../../../src-core') } },
    build: {
      ssr: join(import.meta.dirname, 'atomicWrite.ts'),
      outDir: join(folder, 'built'),
      rolldownOptions: { output: { entryFileNames: 'atomicWrite.mjs' } },
    },
  })
  await writeFile(join(folder, 'built', 'saver.mjs'), saver)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Lets a child save until the moment comes, kills it, and returns the number of the last acknowledged save. */
async function killAfter(milliseconds: number, target: string): Promise<number> {
  const child = fork(join(folder, 'built', 'saver.mjs'), [target])
  let acknowledged = 0
  child.on('message', (n) => (acknowledged = Number(n)))
  await once(child, 'message')
  const left = once(child, 'close')
  await new Promise((done) => setTimeout(done, milliseconds))
  child.kill('SIGKILL')
  await left
  return acknowledged
}

describe('kill -9 while saving', () => {
  it('leaves a whole file that is not older than the last acknowledged save, and the sweep removes the rest', async () => {
    const saves = join(folder, 'saves')
    const target = join(saves, 'file')
    await mkdir(saves)
    let leftOver = 0
    for (let kill = 0; kill < kills; kill++) {
      const acknowledged = await killAfter((kill * 7.3) % 29, target)
      const bytes = await readFile(target)
      expect(bytes.length).toBe(length)
      expect(bytes.every((byte) => byte === bytes[0])).toBe(true)
      // Acknowledgements may be lost with the process, so the file may be newer; saves count modulo 256.
      expect((bytes[0] - acknowledged) & 0xff).toBeLessThan(128)
      leftOver = (await readdir(saves)).length - 1
    }
    const anHourLater = Date.now() + 2 * 60 * 60 * 1000
    const removed = await sweepStaleTemporaries(saves, { now: anHourLater })
    expect(removed).toHaveLength(leftOver)
    expect(await readdir(saves)).toEqual(['file'])
  })
})
