import { expect, it } from 'vitest'
import { createArtifacts } from './artifacts'

it('artifacts kept for now never take more than their room, the oldest go first; kept ones stay', () => {
  const artifacts = createArtifacts(100)
  const kept = artifacts.keep(new Uint8Array(1000))
  const ids = [40, 40, 20, 30].map((length) => artifacts.keepForNow(new Uint8Array(length)))
  expect(ids.map((id) => artifacts.get(id)?.length)).toEqual([undefined, 40, 20, 30])
  const full = artifacts.keepForNow(new Uint8Array(100))
  expect(ids.map((id) => artifacts.get(id))).toEqual(ids.map(() => undefined))
  expect([artifacts.get(full)?.length, artifacts.get(kept)?.length]).toEqual([100, 1000])
  artifacts.drop(kept)
  expect(artifacts.get(kept)).toBeUndefined()
  artifacts.clear()
  expect(artifacts.get(full)).toBeUndefined()
})
