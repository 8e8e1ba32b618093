import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOperationLog } from '../../services/files/operationLog'
import { statesAfterCut, type DiskState } from './powerLoss'

let folder = ''
let path = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-power-'))
  path = join(folder, 'file')
  await writeFile(path, 'old')
})
afterEach(() => rm(folder, { recursive: true }))

/** What may stand at the path after any cut, sorted; null for nothing. */
function contentsAfter(log: ReturnType<typeof createOperationLog>, before: DiskState): (string | null)[] {
  const found = new Set<string | null>()
  for (let cut = 0; cut <= log.operations.length; cut++) {
    for (const disk of statesAfterCut(before, log.operations.slice(0, cut))) {
      const bytes = disk.get(path)
      found.add(bytes ? Buffer.from(bytes).toString() : null)
    }
  }
  return [...found].sort()
}

describe('power cuts', () => {
  const before = (): DiskState => new Map([[path, Buffer.from('old')]])
  const write = async (isSynced: boolean) => {
    const log = createOperationLog()
    const handle = await log.fileSystem.open(`${path}.part`, 'wx')
    await handle.write(Buffer.from('ne'), 0, 2, 0)
    await handle.write(Buffer.from('w'), 0, 1, 2)
    if (isSynced) await handle.sync()
    await handle.close()
    await log.fileSystem.rename(`${path}.part`, path)
    return log
  }

  it('tear what was renamed without being synced', async () => {
    const contents = contentsAfter(await write(false), before())
    for (const bad of ['', 'n', 'ne', '\0\0w', 'new', 'old']) expect(contents).toContain(bad)
  })

  it('leave the old or the new of what was synced before', async () => {
    expect(contentsAfter(await write(true), before())).toEqual(['new', 'old'])
  })

  it('may take a name back until its folder is synced, and not after', async () => {
    const log = await write(true)
    const last = (): string[] =>
      [...statesAfterCut(before(), log.operations)].map((disk) =>
        Buffer.from(disk.get(path) ?? []).toString(),
      )
    expect(new Set(last())).toEqual(new Set(['old', 'new']))
    const handle = await log.fileSystem.open(folder, 'r')
    await handle.sync()
    await handle.close()
    expect(new Set(last())).toEqual(new Set(['new']))
  })
})
