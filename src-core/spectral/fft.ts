import FFT from 'fft.js'

/** Discrete Fourier transforms of real signals of one size. Not reentrant: one instance per caller. */
export interface Fft {
  /** Samples per transform, a power of two. */
  readonly size: number
  /** size / 2 + 1 */
  readonly binCount: number
  /** size samples -> binCount complex bins, unscaled. */
  forwardReal(input: Float64Array, re: Float64Array, im: Float64Array): void
  /**
   * Inverse of forwardReal for two spectra at once, by one complex transform: where both are spectra of real signals, one
   * signal comes out as its real part and the other as its imaginary part.
   */
  inverseRealPair(a: Spectrum, b: Spectrum, outA: Float64Array, outB: Float64Array): void
  /** The same without a copy: the two signals interleaved, a0 b0 a1 b1 ..; overwritten by the next call. */
  inverseInterleaved(a: Spectrum, b: Spectrum): Float64Array
}

/** One frame of a spectrum: binCount complex bins, 0 Hz .. half the sample rate. */
export interface Spectrum {
  readonly re: Float64Array
  readonly im: Float64Array
}

export function createSpectrum(binCount: number): Spectrum {
  return { re: new Float64Array(binCount), im: new Float64Array(binCount) }
}

/** The project's only door to fft.js. `size`: a power of two, 4 or more. */
export function createFft(size: number): Fft {
  const fft = new FFT(size)
  const half = size / 2
  const input = new Float64Array(2 * size)
  const output = new Float64Array(2 * size)
  const scale = 1 / size

  function forwardReal(samples: Float64Array, re: Float64Array, im: Float64Array): void {
    fft.realTransform(output, samples)
    for (let bin = 0; bin <= half; bin++) {
      re[bin] = output[2 * bin]
      im[bin] = output[2 * bin + 1]
    }
    im[0] = 0
    im[half] = 0
  }

  function inverseInterleaved(a: Spectrum, b: Spectrum): Float64Array {
    const { re: aRe, im: aIm } = a
    const { re: bRe, im: bIm } = b
    // The forward transform with real and imaginary parts exchanged on both sides is the inverse one, here of B + iA.
    // The bins 0 and size/2 of a real signal are real; whatever stands in their imaginary parts is ignored.
    input[0] = aRe[0] * scale
    input[1] = bRe[0] * scale
    input[size] = aRe[half] * scale
    input[size + 1] = bRe[half] * scale
    for (let bin = 1; bin < half; bin++) {
      const ar = aRe[bin] * scale
      const ai = aIm[bin] * scale
      const br = bRe[bin] * scale
      const bi = bIm[bin] * scale
      const mirrored = 2 * (size - bin)
      input[2 * bin] = ar + bi
      input[2 * bin + 1] = br - ai
      input[mirrored] = ar - bi
      input[mirrored + 1] = br + ai
    }
    fft.transform(output, input)
    return output
  }

  function inverseRealPair(a: Spectrum, b: Spectrum, outA: Float64Array, outB: Float64Array): void {
    const pair = inverseInterleaved(a, b)
    for (let i = 0; i < size; i++) {
      outA[i] = pair[2 * i]
      outB[i] = pair[2 * i + 1]
    }
  }

  return { size, binCount: half + 1, forwardReal, inverseRealPair, inverseInterleaved }
}
