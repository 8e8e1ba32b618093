/** The factors as arrays of NumPy, for whoever computes with them. */
import { companionNames } from '@core/export/nameTemplate'
import { writeNpy } from '@core/project/npy'
import { transpose } from '@core/project/transpose'
import { frameTime } from '@core/spectral/framing'
import { inFolderOf, type Companion } from './companion'

/**
 * W (F, K) and H (K, N) as in a project, 32-bit floats; frequencies of the F bins in Hz and times of the middles of the N frames in
 * seconds, 64-bit floats.
 */
export const arrays: Companion = {
  paths: ({ base, recording }) => inFolderOf(base, companionNames('arrays', recording)),
  async write(files, { opened: { project, W, H } }) {
    const { binCount, frameCount } = project.decomposition
    const { componentCount } = project.analysis
    const { sampleRate } = project.recording
    const frequencies = Float64Array.from(
      { length: binCount },
      (_, f) => (f * sampleRate) / 2 / (binCount - 1),
    )
    const times = Float64Array.from({ length: frameCount }, (_, n) =>
      frameTime(project.analysis, n, sampleRate),
    )
    const contents = [
      writeNpy([binCount, componentCount], transpose(W, componentCount, binCount)),
      writeNpy([componentCount, frameCount], transpose(H, frameCount, componentCount)),
      writeNpy([binCount], frequencies),
      writeNpy([frameCount], times),
    ]
    for (const [i, bytes] of contents.entries()) await files[i].write(bytes)
  },
}
