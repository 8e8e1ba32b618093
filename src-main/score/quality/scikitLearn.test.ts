import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { knownBand } from './knownBand.testSupport'
import { scoreReferences } from './references'
import { findScikit } from './scikitLearn'
import { createTrial } from './trial'

const trial = createTrial(knownBand({ seconds: 4, soloSeconds: 1.5, hasMargins: true }))
const framing = { windowLength: 256, hop: 128 }

/** In the place of Python: tells a version, checks that V is a NumPy file, and answers with two components, one low and one high. */
const standIn = (exitCode: number): string => `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs')
const [first, folder, components, seed] = process.argv.slice(2)
if (first === '-c') { console.log('9.8.7'); process.exit(0) }
const V = readFileSync(folder + '/V.npy')
const [, N, F] = /'shape': \\((\\d+), (\\d+)\\)/.exec(V.toString('latin1')).map(Number)
const npy = (rows, columns, value) => {
  const dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ', ' + columns + '), }'
  const header = Buffer.from(dictionary.padEnd(117) + '\\n')
  const data = Float32Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns))
  const length = Buffer.from([header.length & 255, header.length >> 8])
  return Buffer.concat([Buffer.from('\\x93NUMPY\\x01\\x00', 'latin1'), length, header, Buffer.from(data.buffer)])
}
writeFileSync(folder + '/H.npy', npy(N, 2, () => 1))
writeFileSync(folder + '/W.npy', npy(2, F, (k, f) => ((f < F / 2) === (k === 0) ? 1 : 1e-6)))
console.log(JSON.stringify({ seconds: Number(components) + Number(seed) }))
process.exit(${exitCode})
`

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-python-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function pythonOf(exitCode: number): Promise<string> {
  const path = join(folder, 'python')
  await writeFile(path, standIn(exitCode))
  await chmod(path, 0o755)
  return path
}

describe('scikit-learn', () => {
  it('is not there where no Python has it', () => {
    expect(findScikit('script.py', [join(folder, 'nowhere')])).toBeUndefined()
  })

  it('gets the spectrogram, and its factors are judged like those of the program; nothing is left behind', async () => {
    const scikit = findScikit('script.py', [await pythonOf(0)])
    expect(scikit?.version).toBe('9.8.7')
    const left = async (): Promise<string[]> =>
      (await readdir(tmpdir())).filter((name) => name.startsWith('shellac-scikit-'))
    const before = await left()
    const score = await scikit?.score(trial, framing, { components: 2, seed: 5 })
    expect(score?.seconds).toBe(7)
    expect(score?.stems).toHaveLength(2)
    // Without the highs, which are mostly hiss, the music is better than the recording.
    expect(score?.grouped).toBeGreaterThan(scoreReferences(trial).input + 1)
    expect(await left()).toEqual(before)
  })

  it('that fails is told', async () => {
    const scikit = findScikit('script.py', [await pythonOf(3)])
    await expect(scikit?.score(trial, framing, { components: 2, seed: 1 })).rejects.toMatchObject({
      code: 'internal',
    })
  })
})
