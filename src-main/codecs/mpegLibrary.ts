import { MPEGDecoder } from 'mpg123-decoder'
import { quietly } from './quietly'

interface WasmArray<Type> {
  readonly ptr: number
  readonly len: number
  readonly buf: Type
}

/**
 * The inside of mpg123-decoder 1.0.3 (pinned). Its own `decode` repeats the read for as long as the library reports
 * an error, which damaged input can make endless; so the two calls below are driven from here, with a bound.
 */
interface MpegInternals {
  readonly ready: Promise<void>
  free(): void
  readonly _decoder: number
  readonly _input: WasmArray<Uint8Array>
  readonly _output: WasmArray<Float32Array>
  readonly _samplesDecodedPtr: WasmArray<Uint32Array>
  readonly _sampleRatePtr: WasmArray<Uint32Array>
  readonly _errorStringPtr: WasmArray<Uint32Array>
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, input: number, length: number): number
      mpeg_decoder_read(
        decoder: number,
        output: number,
        outputLength: number,
        samplesDecoded: number,
        sampleRate: number,
        errorString: number,
      ): number
    }
  }
}

const needMore = -10
const newFormat = -11
/** More reads than this without a sample or a request for data mean that the decoder is stuck. */
const maxIdleReads = 16

/** A decoder of MPEG layer I to III frames to 32-bit float, two channels (equal for a mono frame). */
export class MpegLibrary {
  readonly #decoder: MpegInternals

  private constructor(decoder: MpegInternals) {
    this.#decoder = decoder
  }

  static async open(): Promise<MpegLibrary> {
    // Gapless trimming off: the lengths are kept by the caller, also across damage.
    const decoder = new MPEGDecoder({ enableGapless: false }) as unknown as MpegInternals
    await decoder.ready
    return new MpegLibrary(decoder)
  }

  /** Decodes one frame; gives the blocks that came out (none, or more than one) and whether it complained. */
  decode(frame: Uint8Array): { blocks: [Float32Array, Float32Array][]; damaged: boolean } {
    return quietly(() => {
      const { _input, _decoder, _common } = this.#decoder
      _input.buf.set(frame)
      _common.wasm.mpeg_decoder_feed(_decoder, _input.ptr, frame.length)
      return this.#read()
    })
  }

  #read(): { blocks: [Float32Array, Float32Array][]; damaged: boolean } {
    const inside = this.#decoder
    const blocks: [Float32Array, Float32Array][] = []
    let damaged = false
    for (let idle = 0; idle < maxIdleReads; idle++) {
      inside._samplesDecodedPtr.buf[0] = 0
      const status = inside._common.wasm.mpeg_decoder_read(
        inside._decoder,
        inside._output.ptr,
        inside._output.len,
        inside._samplesDecodedPtr.ptr,
        inside._sampleRatePtr.ptr,
        inside._errorStringPtr.ptr,
      )
      const count = inside._samplesDecodedPtr.buf[0]
      if (count > 0) {
        blocks.push([inside._output.buf.slice(0, count), inside._output.buf.slice(count, count * 2)])
        idle = 0
      }
      if (status === needMore) break
      if (status !== 0 && status !== newFormat) damaged = true
    }
    return { blocks, damaged }
  }

  close(): void {
    this.#decoder.free()
  }
}
