import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labelsOf, readXml } from '@core/pictures/figures/figureReader.testSupport'
import { maskGrid } from '@core/pictures/figures/masksFigure'
import { frequencyAxisOf, frequencyToY } from '@core/pictures/frequencyAxis'
import { drawPicture } from './drawPicture'
import { exportPicture } from './exportPicture'
import { createPictureCase, duration, goOn, sampleRate } from './pictureCase.testSupport'
import { readPng } from './png.testSupport'
import { pixelDensity } from './rasterise'

const document = createPictureCase()
const wish = { what: 'masks', of: 'components', range: null, frequencies: 'log' } as const

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-picture-'))
})
afterAll(() => rm(folder, { recursive: true }))

function targetOf(name: string, changed: { overwrite?: boolean; protectedPaths?: string[] } = {}) {
  const format = name.endsWith('.png') ? ('png' as const) : ('svg' as const)
  return { wish, path: join(folder, name), format, overwrite: false, protectedPaths: [], ...changed }
}

describe('a picture in a file', () => {
  it('as SVG is the figure', async () => {
    await exportPicture(document, targetOf('masks.svg'), goOn)
    const written = await readFile(join(folder, 'masks.svg'), 'utf8')
    expect(written).toBe((await drawPicture(document, wish, goOn)).svg)
  })

  it('as PNG has twice its size, and is black where the mask is 1 and white where it is 0', async () => {
    await exportPicture(document, targetOf('masks.png'), goOn)
    const { width, height, at } = readPng(await readFile(join(folder, 'masks.png')))
    const { svg } = await drawPicture(document, wish, goOn)
    const size = readXml(svg).attributes
    expect([width, height]).toEqual([size.width, size.height].map((length) => pixelDensity * Number(length)))
    // Away from both tones, a component has everything while its own tone sounds, and nothing else.
    const axis = frequencyAxisOf(sampleRate)
    const shades = maskGrid(2).boxes.map((box) =>
      [0.5, 1.5].map((seconds) => {
        const x = box.x + (seconds / duration) * box.width
        const y = box.y + frequencyToY(3000, axis, box.height)
        return at(Math.round(pixelDensity * x), Math.round(pixelDensity * y))[0]
      }),
    )
    expect(shades).toEqual([
      [0, 255],
      [255, 0],
    ])
  })

  it('as PNG has its letters', async () => {
    await exportPicture(document, targetOf('letters.png'), goOn)
    const { at } = readPng(await readFile(join(folder, 'letters.png')))
    const { svg } = await drawPicture(document, wish, goOn)
    const [title] = labelsOf(svg)
    let dark = 0
    for (let x = title.x; x < title.x + 150; x++) {
      for (let y = title.y - 15; y <= title.y; y++)
        if (at(pixelDensity * x, pixelDensity * y)[0] < 128) dark++
    }
    expect(dark).toBeGreaterThan(100)
  })

  it('replaces nothing unless it is told to, and never what is protected', async () => {
    await writeFile(join(folder, 'mine.svg'), 'mine')
    const path = join(folder, 'mine.svg')
    await expect(exportPicture(document, targetOf('mine.svg'), goOn)).rejects.toMatchObject({
      code: 'target-exists',
    })
    const guarded = targetOf('mine.svg', { overwrite: true, protectedPaths: [path] })
    await expect(exportPicture(document, guarded, goOn)).rejects.toMatchObject({ code: 'target-is-source' })
    expect(await readFile(path, 'utf8')).toBe('mine')
    await exportPicture(document, targetOf('mine.svg', { overwrite: true }), goOn)
    expect(await readFile(path, 'utf8')).toContain('<svg')
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const before = await readdir(folder)
    const control = { ...goOn, wish: () => 'cancel' as const }
    await expect(exportPicture(document, targetOf('never.png'), control)).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(await readdir(folder)).toEqual(before)
  })
})
