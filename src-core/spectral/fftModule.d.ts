declare module 'fft.js' {
  /** In-place-free radix-4 transform; complex arrays are interleaved re, im. */
  export default class FFT {
    constructor(size: number)
    readonly size: number
    realTransform(out: Float64Array, data: Float64Array): void
    transform(out: Float64Array, data: Float64Array): void
  }
}
