/** The parts of a project file, checked: what each must be, wherever its bytes were found. */
import { createHash } from 'node:crypto'
import { ShellacError } from '@core/contract/errors'
import { archiveLimits, jsonLimits, npyLimits } from '@core/limits'
import { parseBoundedJson } from '@core/project/boundedJson'
import { readNpy } from '@core/project/npy'
import { npyMagic } from '@core/project/npyHeader'
import type { Project } from '@core/project/project'
import type { Checksums } from '@core/project/schema'
import { parseChecksums, parseManifest } from '@core/project/schema'
import { transpose } from '@core/project/transpose'
import type { ArchiveRules } from './zipArchive'

export const manifestName = 'manifest.json'
/** The same bytes at the end of the file, so that no single damaged place takes both. */
export const manifestCopyName = 'manifest.copy.json'

const jsonLimitsOfEntry = { largest: jsonLimits.bytes, highestRatio: archiveLimits.jsonRatio }
const arrayLimits = { largest: archiveLimits.entryBytes, highestRatio: archiveLimits.arrayRatio }

/** The entries that a project file may have. */
export const projectRules: ArchiveRules = {
  [manifestName]: jsonLimitsOfEntry,
  [manifestCopyName]: jsonLimitsOfEntry,
  'report.json': jsonLimitsOfEntry,
  'W.npy': arrayLimits,
  'H.npy': arrayLimits,
  'recording.flac': arrayLimits,
  'recording.wav': arrayLimits,
}

export interface Manifest {
  readonly project: Project
  readonly checksums: Checksums
  /** SHA-256 of the bytes. */
  readonly revision: string
}

/** @throws ShellacError 'not-a-project', 'project-too-new', 'damaged-project' */
export function parseManifestBytes(bytes: Uint8Array): Manifest {
  const json = parseBoundedJson(decodeUtf8(bytes))
  return { project: parseManifest(json), checksums: parseChecksums(json), revision: sha256Of(bytes) }
}

/** Where the bytes of parts come from; what it gives has the checksum of the manifest. */
export interface PartSource {
  /** Unpacked length in bytes as the file says; undefined for a part that is not there. */
  sizeOf(name: keyof Checksums): number | undefined
  /** @throws ShellacError 'damaged-project' */
  read(name: keyof Checksums): Promise<Buffer>
}

/** W is (K x F) row-major: W[k * F + f]. H is (N x K) row-major, frame after frame: H[n * K + k]. */
export interface ProjectFactors {
  readonly W: Float32Array
  readonly H: Float32Array
}

/** @throws ShellacError 'damaged-project' */
export async function readFactors(source: PartSource, project: Project): Promise<ProjectFactors> {
  const { binCount, frameCount } = project.decomposition
  const { componentCount } = project.analysis
  return {
    W: await readFactor(source, 'W.npy', [binCount, componentCount]),
    H: await readFactor(source, 'H.npy', [componentCount, frameCount]),
  }
}

/** As it was written, and JSON within the limits; undefined where there is none. @throws ShellacError 'damaged-project' */
export async function readReport(source: PartSource): Promise<Uint8Array | undefined> {
  if (source.sizeOf('report.json') === undefined) return undefined
  const bytes = await source.read('report.json')
  parseBoundedJson(decodeUtf8(bytes))
  return bytes
}

/** A factor of the shape `[rows, columns]` in the file, turned to (columns x rows) row-major. */
async function readFactor(
  source: PartSource,
  name: 'W.npy' | 'H.npy',
  [rows, columns]: readonly [number, number],
): Promise<Float32Array> {
  const size = source.sizeOf(name) ?? 0
  // Before unpacking: no more than 8 bytes a value and the header.
  if (size > rows * columns * 8 + npyLimits.headerBytes + npyMagic.length + 6) {
    throw damaged(`${name} has ${size} bytes, too many for ${rows} x ${columns} values.`)
  }
  const { shape, data, fortranOrder } = readNpy(await source.read(name))
  if (shape.length !== 2 || shape[0] !== rows || shape[1] !== columns) {
    throw damaged(`${name} has the shape (${shape.join(', ')}) instead of (${rows}, ${columns}).`)
  }
  const factor = fortranOrder ? Float32Array.from(data) : transpose(data, rows, columns)
  const bad = factor.findIndex((value) => !(value >= 0 && value < Infinity))
  if (bad < 0) return factor
  throw damaged(`${name} holds ${factor[bad]}; every value must be a float32 from 0.`)
}

/** Lower-case hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new ShellacError('damaged-project', 'The manifest is not UTF-8 text.', {}, { cause: error })
  }
}

function damaged(message: string): ShellacError {
  return new ShellacError('damaged-project', message)
}
