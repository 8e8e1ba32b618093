import type { JobControl } from '@core/contract/job'
import { columnCountOf, halveColumns, tileColumns } from '@core/pictures/cells'
import type { FillColumns } from '@core/pictures/spectrogramColumns'
import { pause } from '../../engine/pause'
import { createTileCache, type TileCache } from './tileCache'

/** A picture that is made tile by tile. */
export interface TiledPicture {
  /** The same for the same picture only. */
  readonly name: string
  readonly binCount: number
  readonly frameCount: number
  readonly createColumns: () => FillColumns
}

/** Which tile of it: columns tile * tileColumns and on of the level, where there are some. */
export interface TilePlace {
  readonly level: number
  readonly tile: number
}

/** Tiles of all pictures of a session. */
export interface TilePyramids {
  /**
   * Made when it is asked for the first time, from finer ones where there are some; who asks meanwhile waits for the same work, which
   * ends early only when all of them cancel. One tile is made after the other, in the order they were asked for.
   * @throws ShellacError 'cancelled'
   */
  tile(picture: TiledPicture, place: TilePlace, control: JobControl): Promise<Uint8Array>
  clear(): void
}

/** Milliseconds of work between two looks at messages. */
const turn = 10

/** @param room bytes that are kept of them; nothing else here grows with the recording */
export function createTilePyramids(room: number): TilePyramids {
  const cache = createTileCache(room)
  const make = createTileMaker(cache)
  const underWay = new Map<string, SharedWork>()
  let lastWork: Promise<unknown> = Promise.resolve()

  function inTurn(work: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const result = lastWork.then(work)
    lastWork = result.catch(() => undefined)
    return result
  }

  function begin(picture: TiledPicture, place: TilePlace): SharedWork {
    const name = nameOf(picture, place)
    const controls: JobControl[] = []
    const isForNobody = (): boolean => controls.every(({ wish }) => wish() === 'cancel')
    const control: JobControl = {
      wish: () => (isForNobody() ? 'cancel' : 'go-on'),
      report: () => undefined,
    }
    const cells = inTurn(async () => {
      await pause(control)
      return make(picture, place, control)
    }).finally(() => underWay.delete(name))
    return { cells, controls }
  }

  async function tile(picture: TiledPicture, place: TilePlace, control: JobControl): Promise<Uint8Array> {
    const name = nameOf(picture, place)
    const known = cache.get(name)
    if (known) return known
    const work = underWay.get(name) ?? begin(picture, place)
    underWay.set(name, work)
    work.controls.push(control)
    const cells = await work.cells
    await pause(control)
    return cells
  }
  return { tile, clear: () => cache.clear() }
}

interface SharedWork {
  readonly cells: Promise<Uint8Array>
  /** Of all who wait for it. */
  readonly controls: JobControl[]
}

type MakeTile = (picture: TiledPicture, place: TilePlace, control: JobControl) => Promise<Uint8Array>

/** From the cache, or of the two finer tiles below it, down to the finest. */
function createTileMaker(cache: TileCache): MakeTile {
  async function make(picture: TiledPicture, place: TilePlace, control: JobControl): Promise<Uint8Array> {
    const name = nameOf(picture, place)
    const known = cache.get(name)
    if (known) return known
    const isFinest = place.level === 0
    const cells = await (isFinest ? makeFinest : makeOfTwo)(picture, place, control)
    cache.put(name, cells, 2 ** place.level)
    return cells
  }

  async function makeOfTwo(
    picture: TiledPicture,
    place: TilePlace,
    control: JobControl,
  ): Promise<Uint8Array> {
    const finer = { level: place.level - 1, tile: 2 * place.tile }
    const left = await make(picture, finer, control)
    const next = { ...finer, tile: finer.tile + 1 }
    const hasRight = next.tile * tileColumns < columnCountOf(picture.frameCount, next.level)
    const right = hasRight ? await make(picture, next, control) : new Uint8Array(0)
    const both = new Uint8Array(left.length + right.length)
    both.set(left)
    both.set(right, left.length)
    return halveColumns(both, picture.binCount)
  }
  return make
}

function nameOf({ name }: TiledPicture, { level, tile }: TilePlace): string {
  return `${name} ${level} ${tile}`
}

async function makeFinest(
  { binCount, frameCount, createColumns }: TiledPicture,
  { tile }: TilePlace,
  control: JobControl,
): Promise<Uint8Array> {
  const columns = createColumns()
  const from = tile * tileColumns
  const to = Math.min(frameCount, from + tileColumns)
  const cells = new Uint8Array((to - from) * binCount)
  let begun = performance.now()
  for (let frame = from; frame < to; frame++) {
    cells.set(columns(frame, frame + 1), (frame - from) * binCount)
    if (performance.now() - begun < turn && frame < to - 1) continue
    await pause(control)
    begun = performance.now()
  }
  return cells
}
