/** The one place that turns SVG into pixels: resvg, compiled to WebAssembly. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { builtFile } from '../../engine/builtFile'

/** Pixels of the PNG for each px of the SVG: sharp on dense screens and in print. */
export const pixelDensity = 2

/** @param svg a figure of this program, in the font of figures. @returns bytes of a PNG */
export async function rasterise(svg: string): Promise<Uint8Array> {
  const { Resvg, font } = await (ready ??= load())
  const renderer = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: pixelDensity },
    font: { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  })
  const image = renderer.render()
  try {
    return image.asPng()
  } finally {
    image.free()
    renderer.free()
  }
}

type Library = Pick<typeof import('@resvg/resvg-wasm'), 'Resvg'> & { readonly font: Uint8Array }

let ready: Promise<Library> | undefined

/** Loaded when the first picture is drawn: nothing else needs its two megabytes. */
async function load(): Promise<Library> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm')
  const path = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  await initWasm(await readFile(path))
  return { Resvg, font: await readFile(builtFile('../resources/fonts/DejaVuSans.ttf')) }
}
