import { describe, expect, it } from 'vitest'
import { peerEnvironment } from './peerProcess'

describe('the environment of the peers', () => {
  it('says how many threads, and leaves the choice of kernels to OpenBLAS', () => {
    const environment = { PATH: '/bin', OPENBLAS_CORETYPE: 'Haswell', OPENBLAS_NUM_THREADS: '7' }
    expect(peerEnvironment(environment, 2)).toEqual({
      PATH: '/bin',
      OPENBLAS_NUM_THREADS: '2',
      OMP_NUM_THREADS: '2',
    })
  })
})
