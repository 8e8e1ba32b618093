/**
 * The fuses of Electron's binary (electronjs.org/docs/latest/tutorial/fuses): one byte each behind a mark, '0' off, '1' on, 'r' no longer
 * there. Written here because electron-builder 26 cannot name the ninth (wasmTrapHandlers).
 */
import { Buffer } from 'node:buffer'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { electronFuses } from '../electron/fuses.mjs'

const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const wireVersion = 1
const [off, on] = [0x30, 0x31]

/**
 * A copy of the binary in which every fuse is as the table says, in each of its two halves where it is of two architectures.
 *
 * @param {Uint8Array} binary
 * @param {Readonly<Record<string, boolean>>} fuses in the order of the binary
 * @throws Error where the binary has no fuses, other ones than the table, or one that is no longer there
 */
export function withFuses(binary, fuses = electronFuses) {
  const result = Buffer.from(binary)
  for (const at of wiresOf(result)) {
    for (const [i, [name, isOn]] of Object.entries(fuses).entries()) {
      if (result[at + i] !== off && result[at + i] !== on)
        throw new Error(`The fuse ${name} is not in this binary.`)
      result[at + i] = isOn ? on : off
    }
    if (lengthOf(result, at) !== Object.keys(fuses).length) {
      const message = `The binary has ${lengthOf(result, at)} fuses, the table ${Object.keys(fuses).length}.`
      throw new Error(`${message} Decide about each in fuses.mjs.`)
    }
  }
  return result
}

/**
 * Which fuses are on, by their place, of each half of the binary.
 *
 * @param {Uint8Array} binary
 */
export function readFuses(binary) {
  const bytes = Buffer.from(binary.buffer, binary.byteOffset, binary.byteLength)
  return wiresOf(bytes).map((at) =>
    Array.from({ length: lengthOf(bytes, at) }, (_, i) => bytes[at + i] === on),
  )
}

/**
 * Hook of electron-builder: after packing, before signing.
 *
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string }, executableName?: string } }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { appInfo, executableName = appInfo.productFilename } = packager
  const app = appInfo.productFilename
  const framework = 'Electron Framework.framework/Versions/A/Electron Framework'
  const names = {
    darwin: join(`${app}.app`, 'Contents', 'Frameworks', framework),
    win32: `${app}.exe`,
    linux: executableName,
  }
  const path = join(appOutDir, names[/** @type {keyof typeof names} */ (electronPlatformName)])
  await writeFile(path, withFuses(await readFile(path)))
}

/**
 * Where the bytes of the fuses begin: behind the mark, the version and their number.
 *
 * @param {Buffer} binary
 */
function wiresOf(binary) {
  const places = []
  for (let at = binary.indexOf(mark); at >= 0; at = binary.indexOf(mark, at + 1)) {
    if (binary[at + mark.length] !== wireVersion)
      throw new Error('The fuses are of a version that is not known.')
    places.push(at + mark.length + 2)
  }
  if (places.length < 1 || places.length > 2)
    throw new Error(`The binary has its fuses ${places.length} times.`)
  return places
}

/** @param {Buffer} binary @param {number} at */
function lengthOf(binary, at) {
  return binary[at - 1]
}
