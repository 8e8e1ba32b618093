import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JobControl } from '@core/contract/job'
import { columnCountOf, halveColumns, highestLevelOf, tileColumns } from '@core/pictures/cells'
import type { FillColumns } from '@core/pictures/spectrogramColumns'
import { refusal } from '../files/refusal.testSupport'
import { createTilePyramids, type TiledPicture } from './tilePyramids'

const binCount = 3
const room = 2 ** 20
const quiet: JobControl = { wish: () => 'go-on', report: () => undefined }

/** A picture whose cells follow from their places, and how often columns of it were made. */
function pictureOf(frameCount: number, name = 'picture'): { picture: TiledPicture; made: () => number } {
  let made = 0
  const columns: FillColumns = (from, to) => {
    made += to - from
    return Uint8Array.from({ length: (to - from) * binCount }, (_, i) => cellAt(from * binCount + i))
  }
  return { picture: { name, binCount, frameCount, createColumns: () => columns }, made: () => made }
}

function cellAt(place: number): number {
  return (place * 7919) % 251
}

/** All columns of a level, made without tiles. */
function levelOf(frameCount: number, level: number): Uint8Array {
  let cells = Uint8Array.from({ length: frameCount * binCount }, (_, i) => cellAt(i))
  for (let i = 0; i < level; i++) cells = halveColumns(cells, binCount) as Uint8Array<ArrayBuffer>
  return cells
}

describe('tiles', () => {
  it('next to each other are the columns of their level, on every level', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), async (frameCount) => {
        const { picture } = pictureOf(frameCount)
        const pyramids = createTilePyramids(room)
        for (let level = 0; level <= highestLevelOf(frameCount); level++) {
          const count = Math.ceil(columnCountOf(frameCount, level) / tileColumns)
          const tiles = await Promise.all(
            Array.from({ length: count }, (_, tile) => pyramids.tile(picture, { level, tile }, quiet)),
          )
          expect(Buffer.concat(tiles).equals(levelOf(frameCount, level))).toBe(true)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('are made once, whoever asks at the same time or later, and finer ones with them', async () => {
    const { picture, made } = pictureOf(1000)
    const pyramids = createTilePyramids(room)
    const places = [
      { level: 3, tile: 0 },
      { level: 3, tile: 0 },
      { level: 1, tile: 2 },
      { level: 0, tile: 7 },
    ]
    const tiles = await Promise.all(places.map((place) => pyramids.tile(picture, place, quiet)))
    expect(tiles[1]).toBe(tiles[0])
    expect(await pyramids.tile(picture, { level: 3, tile: 0 }, quiet)).toBe(tiles[0])
    expect(made()).toBe(1000)
  })

  it('of one picture are not those of another', async () => {
    const pyramids = createTilePyramids(room)
    const [one, other] = [pictureOf(10, 'one'), pictureOf(10, 'other')]
    for (const { picture } of [one, other]) await pyramids.tile(picture, { level: 0, tile: 0 }, quiet)
    expect([one.made(), other.made()]).toEqual([10, 10])
  })

  it('come right where there is room for none of them', async () => {
    const { picture } = pictureOf(700)
    const tile = await createTilePyramids(0).tile(picture, { level: 3, tile: 0 }, quiet)
    expect(tile).toEqual(levelOf(700, 3))
  })

  it('are forgotten when all is cleared', async () => {
    const { picture, made } = pictureOf(10)
    const pyramids = createTilePyramids(room)
    for (let round = 0; round < 2; round++) {
      await pyramids.tile(picture, { level: 0, tile: 0 }, quiet)
      pyramids.clear()
    }
    expect(made()).toBe(20)
  })
})

describe('work on tiles', () => {
  it('lets messages be heard between two tiles, however many are asked for', async () => {
    const { picture } = pictureOf(128 * 40)
    const pyramids = createTilePyramids(room)
    let [heard, isDone] = [0, false]
    const listen = (): void => {
      heard++
      if (!isDone) setImmediate(listen)
    }
    setImmediate(listen)
    await Promise.all(
      Array.from({ length: 40 }, (_, tile) => pyramids.tile(picture, { level: 0, tile }, quiet)),
    )
    isDone = true
    expect(heard).toBeGreaterThanOrEqual(40)
  })

  it('that is cancelled by one goes on for another, and by all is not done', async () => {
    const cancelled: JobControl = { ...quiet, wish: () => 'cancel' }
    const { picture, made } = pictureOf(10)
    const pyramids = createTilePyramids(room)
    const place = { level: 0, tile: 0 }
    const first = pyramids.tile(picture, place, cancelled)
    expect((await refusal(first)).code).toBe('cancelled')
    expect(made()).toBe(0)
    const [second, third] = [
      refusal(pyramids.tile(picture, place, cancelled)),
      pyramids.tile(picture, place, quiet),
    ]
    expect((await second).code).toBe('cancelled')
    expect(await third).toEqual(levelOf(10, 0))
  })

  it('that fails spoils neither what comes after it nor another try', async () => {
    const { picture } = pictureOf(10)
    let hasFailed = false
    const createColumns = (): FillColumns => {
      if (hasFailed) return picture.createColumns()
      hasFailed = true
      throw new RangeError('no')
    }
    const pyramids = createTilePyramids(room)
    const place = { level: 0, tile: 0 }
    await expect(pyramids.tile({ ...picture, createColumns }, place, quiet)).rejects.toThrow('no')
    expect(await pyramids.tile({ ...picture, createColumns }, place, quiet)).toEqual(levelOf(10, 0))
  })
})
