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
   * Inverse of forwardReal for two spectra at once: one complex transform of A + iB whose real part is the first
   * signal and whose imaginary part is the second (both inputs are spectra of real signals).
   */
  inverseRealPair(a: Spectrum, b: Spectrum, outA: Float64Array, outB: Float64Array): void
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

  /** The inverse transform is the forward one with real and imaginary parts exchanged on both sides. */
  function inverseRealPair(a: Spectrum, b: Spectrum, outA: Float64Array, outB: Float64Array): void {
    // The bins 0 and size/2 of a real signal are real; whatever stands in their imaginary parts is ignored.
    input[0] = b.re[0] * scale
    input[1] = a.re[0] * scale
    input[size] = b.re[half] * scale
    input[size + 1] = a.re[half] * scale
    const { re: aRe, im: aIm } = a
    const { re: bRe, im: bIm } = b
    for (let bin = 1; bin < half; bin++) {
      const ar = aRe[bin] * scale
      const ai = aIm[bin] * scale
      const br = bRe[bin] * scale
      const bi = bIm[bin] * scale
      const mirrored = 2 * (size - bin)
      input[2 * bin] = ai + br
      input[2 * bin + 1] = ar - bi
      input[mirrored] = br - ai
      input[mirrored + 1] = ar + bi
    }
    fft.transform(output, input)
    for (let i = 0; i < size; i++) {
      outB[i] = output[2 * i]
      outA[i] = output[2 * i + 1]
    }
  }

  return { size, binCount: half + 1, forwardReal, inverseRealPair }
}
