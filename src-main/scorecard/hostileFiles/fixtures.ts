/** Sound files of the tests, as they are: what is mutated, cut and spoilt. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../projectRoot'

/** @param name within the folder of edge files, such as 'compressed/vorbis.ogg' */
export async function edgeFile(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(projectRoot, 'src-main/codecs/fixtures/edge', name)))
}

/** The project of file format version 1 that must open for ever. */
export async function goldenProject(): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(projectRoot, 'src-core/project/golden/version-1.shellac')))
}
