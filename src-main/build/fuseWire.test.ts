import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { electronFuses } from '../electron/fuses.mjs'
import afterPack, { readFuses, withFuses } from './fuseWire.mjs'

const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** As Electron ships them but for two. */
const shipped = '100110011'

function binaryWith(...wires: readonly string[]): Buffer {
  const noise = Buffer.alloc(1000, 'x')
  const parts = wires.flatMap((wire) => [
    Buffer.from(mark),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    noise,
  ])
  return Buffer.concat([noise, ...parts])
}

describe('a binary', () => {
  it.each([[[shipped]], [[shipped, shipped]]])('gets exactly the fuses of the table: %j', (wires) => {
    const before = binaryWith(...wires)
    const after = withFuses(before)
    const wanted = Object.values(electronFuses)
    expect(wanted).toHaveLength(9)
    expect(readFuses(after)).toEqual(wires.map(() => wanted))
    const changed = [...after.keys()].filter((at) => after[at] !== before[at])
    expect(changed.length).toBe(
      wires.length * wanted.filter((isOn, i) => isOn !== (shipped[i] === '1')).length,
    )
  })

  it.each([
    ['without fuses', Buffer.alloc(100), 'fuses 0 times'],
    ['with three of them', binaryWith(shipped, shipped, shipped), 'fuses 3 times'],
    ['with a tenth', binaryWith(`${shipped}0`), '10 fuses, the table 9'],
    ['with one less', binaryWith(shipped.slice(1)), 'not in this binary'],
    ['in which one is no longer there', binaryWith('r00110011'), 'runAsNode'],
  ])('%s is refused', (_, binary, words) => expect(() => withFuses(binary)).toThrow(words))
})

it.each([
  ['linux', 'shellac'],
  ['win32', 'Shellac.exe'],
])('the hook of packaging finds the binary of %s', async (electronPlatformName, name) => {
  const appOutDir = await mkdtemp(join(tmpdir(), 'shellac-fuses-'))
  const path = join(appOutDir, name)
  await writeFile(path, binaryWith(shipped))
  const packager = { appInfo: { productFilename: 'Shellac' }, executableName: 'shellac' }
  await afterPack({ appOutDir, electronPlatformName, packager })
  expect(readFuses(await readFile(path))).toEqual([Object.values(electronFuses)])
  await rm(appOutDir, { recursive: true })
})
