/** The engine method that gives tiles of pictures. */
import { createHash } from 'node:crypto'
import type { EngineRequest, EngineResult } from '@core/contract/engine'
import { ShellacError } from '@core/contract/errors'
import type { SeparatedSignal } from '@core/contract/pictures'
import type { JobControl } from '@core/contract/job'
import { columnCountOf, highestLevelOf, tileColumns, type CellKind } from '@core/pictures/cells'
import { createMaskColumns, createPowerColumns } from '@core/pictures/spectrogramColumns'
import { maskPlaceOf } from '@core/separation/renderOutputs'
import { binCountOf, frameCountOf } from '@core/spectral/framing'
import { shapedOutputs } from './rendering'
import { withinSession, type Session } from './sessions'
import type { TiledPicture, TilePlace } from './tilePyramids'

type TileRequest = EngineRequest<'spectrogramTile'>

export async function spectrogramTile(
  session: Session,
  request: TileRequest,
  control: JobControl,
): Promise<EngineResult<'spectrogramTile'>> {
  const picture = pictureOf(session, request)
  requirePlace(picture, request)
  const cells = await session.tiles.tile(picture, request, withinSession(session, control))
  return { cells: session.artifacts.keepForNow(cells) }
}

function pictureOf(session: Session, { of, cells }: TileRequest): TiledPicture {
  if ('channel' in of) return recordingPicture(session, of, cells)
  return outputsPicture(session, of, cells)
}

function recordingPicture(
  session: Session,
  { channel, framing }: Extract<TileRequest['of'], { readonly channel: unknown }>,
  cells: CellKind,
): TiledPicture {
  if (cells === 'mask') {
    throw new ShellacError(
      'bad-argument',
      'The recording itself has no mask; name outputs of a decomposition.',
    )
  }
  const { samples, ...recipe } = session.monos.choose(channel)
  return {
    name: `recording ${recipe.channel} ${recipe.lag} ${framing.windowLength} ${framing.hop}`,
    binCount: binCountOf(framing),
    frameCount: frameCountOf(framing, samples.length),
    createColumns: () => createPowerColumns({ samples, framing }),
  }
}

function outputsPicture(session: Session, of: SeparatedSignal, cells: CellKind): TiledPicture {
  const { separation, outputs } = shapedOutputs(session, of)
  if (cells === 'mask' && outputs.length !== 1) {
    throw new ShellacError('bad-argument', `${outputs.length} outputs were given; a mask is of one output.`)
  }
  const { samples, framing, factors, shaping, declicked, denoised } = separation
  const { binCount, frameCount } = factors
  const separated = { factors, outputs, shaping }
  const masks = { ...separated, factors: maskPlaceOf(separation).factors }
  // Weights and shapings can be long, and names are kept with every tile.
  const text = JSON.stringify([of.outputs, shaping])
  const hash = createHash('sha256').update(text).digest('base64')
  return {
    name: `${cells} ${of.decomposition} ${hash}`,
    binCount,
    frameCount,
    createColumns: () =>
      cells === 'mask'
        ? createMaskColumns(masks)
        : createPowerColumns({ samples, framing, separated, untouched: declicked?.untouched, denoised }),
  }
}

/** @throws ShellacError 'bad-argument' for a level or a tile that the picture has not */
function requirePlace({ frameCount }: TiledPicture, { level, tile }: TilePlace): void {
  const highest = highestLevelOf(frameCount)
  if (level > highest) {
    throw new ShellacError('bad-argument', `level is ${level}; the recording has levels 0 to ${highest}.`)
  }
  const last = Math.ceil(columnCountOf(frameCount, level) / tileColumns) - 1
  if (tile <= last) return
  throw new ShellacError('bad-argument', `tile is ${tile}; level ${level} has tiles 0 to ${last}.`)
}
