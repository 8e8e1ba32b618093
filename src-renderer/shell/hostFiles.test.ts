import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ArtifactId } from '@core/contract/ids'
import { createHostFiles, refusal } from './hostFiles'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('an artifact', () => {
  it('is fetched by its name, with the headers of the shell', async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response(new Uint8Array([1, 2, 3]))))
    vi.stubGlobal('fetch', fetched)
    const files = createHostFiles({ 'x-shellac-token': 'secret' })
    expect([...(await files.artifact('a1' as ArtifactId))]).toEqual([1, 2, 3])
    expect(fetched.mock.calls).toEqual([['/artifacts/a1', { headers: { 'x-shellac-token': 'secret' } }]])
  })

  it('that is gone, and a host that is gone, are told apart', async () => {
    const error = { code: 'unknown-artifact', message: 'It was dropped.', details: {} }
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ error }), { status: 404 })))
    const files = createHostFiles({})
    await expect(files.artifact('a1' as ArtifactId)).rejects.toMatchObject({ code: 'unknown-artifact' })
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(files.artifact('a1' as ArtifactId)).rejects.toMatchObject({ code: 'engine-crashed' })
  })
})

describe('a refusal', () => {
  it('without JSON still says its status and words', () => {
    expect(refusal(401, 'The token is missing or wrong.\n')).toMatchObject({
      code: 'internal',
      message: 'The request was refused (401). The token is missing or wrong.',
    })
  })
})
