/** What is used of @resvg/resvg-wasm 2.6.2. */
declare module '@resvg/resvg-wasm' {
  export function initWasm(bytes: Uint8Array): Promise<void>

  export interface RenderOptions {
    readonly fitTo: { readonly mode: 'zoom'; readonly value: number }
    readonly font: {
      readonly fontBuffers: readonly Uint8Array[]
      readonly defaultFontFamily: string
      readonly sansSerifFamily: string
    }
  }

  export class Resvg {
    constructor(svg: string, options: RenderOptions)
    render(): {
      asPng(): Uint8Array
      /** RGBA */
      readonly pixels: Uint8Array
      readonly width: number
      readonly height: number
      free(): void
    }
    free(): void
  }
}
