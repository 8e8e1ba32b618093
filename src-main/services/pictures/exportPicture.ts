import { dirname, resolve } from 'node:path'
import type { JobControl } from '@core/contract/job'
import type { PictureFormat, PictureWish } from '@core/contract/pictures'
import { pause } from '../../engine/pause'
import { writeFileAtomically, type AtomicOptions } from '../files/atomicWrite'
import { createPatience } from '../files/patience'
import { sweepStaleTemporaries } from '../files/temporaryFiles'
import { checkTarget } from '../files/writeTarget'
import type { DrawnPicture } from './drawing'
import { drawPicture } from './drawPicture'
import type { PictureDocument } from './pictureDocument'
import { rasterise } from './rasterise'

export interface PictureTarget {
  readonly path: string
  readonly format: PictureFormat
  readonly overwrite: boolean
  /** Recording and projects: never written. */
  readonly protectedPaths: readonly string[]
}

/**
 * Draws a picture into a file, whole or not at all.
 * @throws ShellacError those of drawPicture, createAtomicFile
 */
export async function exportPicture(
  document: PictureDocument,
  { wish, ...target }: PictureTarget & { readonly wish: PictureWish },
  control: JobControl,
): Promise<DrawnPicture> {
  await createPatience({ control }).wait(target.path, () => checkTarget(target.path, target))
  const drawn = await drawPicture(document, wish, control)
  await writePicture(drawn, target, control)
  return drawn
}

/** @throws ShellacError 'cancelled', those of createAtomicFile */
export async function writePicture(
  { svg }: DrawnPicture,
  { path, format, overwrite, protectedPaths }: PictureTarget,
  control: JobControl,
): Promise<void> {
  control.report({ stage: 'writing', done: 0 })
  await pause(control)
  const bytes = format === 'svg' ? new TextEncoder().encode(svg) : await rasterise(svg)
  await pause(control)
  const patience = createPatience({ control })
  await patience.wait(path, () => sweepStaleTemporaries(dirname(resolve(path))))
  const options: AtomicOptions = { overwrite, protectedPaths, fileSystem: patience.fileSystem }
  await writeFileAtomically(path, bytes, options)
  control.report({ stage: 'writing', done: 1 })
}
