import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openProject } from '../services/projectFile/projectFile'
import { program, writeRecording } from './commandLine.testSupport'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-same-costs-'))
  await writeRecording(join(folder, 'side.wav'), { seconds: 4 })
})
afterAll(() => rm(folder, { recursive: true }))

/** Costs of a decomposition that lets its threads wait for each other in the middle of an iteration. */
async function costsBy(
  compiler: '--liftoff-only' | '--no-liftoff',
  name: string,
): Promise<readonly number[]> {
  const project = join(folder, `${name}.shellac`)
  const settings = ['--algorithm', 'mu', '--smoothness', '10', '--iterations', '20', '--components', '6']
  const words = ['decompose', join(folder, 'side.wav'), '-o', project, ...settings]
  await promisify(execFile)(process.execPath, [compiler, program, ...words])
  const { decomposition } = (await openProject(project)).project
  return decomposition.costCurves[0]
}

it('costs have the same bits whichever of its compilers V8 has used for the kernels so far', async () => {
  const optimised = await costsBy('--no-liftoff', 'optimised')
  for (let round = 0; round < 5; round++) {
    expect(await costsBy('--liftoff-only', `baseline ${round}`)).toEqual(optimised)
  }
})
