import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createEncoder, type WasmMediaEncoder } from 'wasm-media-encoders'

const files = { 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg' } as const
type MimeType = keyof typeof files

const compiled = new Map<MimeType, Promise<WebAssembly.Module>>()

/**
 * An encoder of LAME or libvorbis (wasm-media-encoders) with a memory of its own. The library would fetch() its code; it is read from the
 * package here, and compiled once.
 */
export async function openLossyEncoder<Type extends MimeType>(type: Type): Promise<WasmMediaEncoder<Type>> {
  const module = compiled.get(type) ?? compile(type)
  compiled.set(type, module)
  return createEncoder(type, await module)
}

async function compile(type: MimeType): Promise<WebAssembly.Module> {
  const require = createRequire(import.meta.url)
  return new WebAssembly.Module(await readFile(require.resolve(`wasm-media-encoders/wasm/${files[type]}`)))
}
