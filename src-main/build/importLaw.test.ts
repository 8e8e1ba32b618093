import { describe, expect, it } from 'vitest'
import { findBreach, packageTarget, resolveTarget } from './importLaw.mjs'

describe('a target', () => {
  it.each([
    ['./wav', 'src-core/audio/wav'],
    ['../../src-main/x', 'src-main/x'],
    ['@core/audio/wav', 'src-core/audio/wav'],
    ['fs/promises', 'node:fs'],
    ['node:fs/promises', 'node:fs'],
    ['fft.js/lib/fft', 'fft.js'],
    ['@wasm-audio-decoders/ogg-vorbis/x', '@wasm-audio-decoders/ogg-vorbis'],
  ])('%s in src-core/audio is %s', (specifier, target) => {
    expect(resolveTarget('src-core/audio/a.ts', specifier)).toBe(target)
  })

  it('of a package is its name without the path inside', () => {
    expect(packageTarget('valibot/dist/x')).toBe('valibot')
  })
})

describe('the law', () => {
  it.each([
    ['src-core/audio/a.ts', 'node:fs'],
    ['src-core/audio/a.ts', 'yauzl'],
    ['src-core/audio/a.ts', 'src-main/services/x'],
    ['src-core/audio/a.ts', 'valibot'],
    ['src-core/spectral/stft.ts', 'fft.js'],
    ['src-core/audio/a.test.ts', 'src-main/services/x'],
    ['src-core/contract/engine.ts', 'src-core/nmf/factorize'],
    ['src-core/project/file.ts', 'src-core/spectral/stft'],
    ['src-main/codecs/a.ts', 'fft.js'],
    ['src-main/codecs/a.ts', 'src-main/services/x'],
    ['src-main/engine/a.ts', 'electron'],
    ['src-main/engine/a.ts', 'src-main/services/x'],
    ['src-main/services/a.ts', 'node:http'],
    ['src-main/services/a.ts', 'src-main/cli/x'],
    ['src-main/cli/a.ts', 'src-main/electron/x'],
    ['src-main/loopback/a.ts', 'src-main/electron/x'],
    ['src-main/electron/a.ts', 'src-main/cli/x'],
    ['src-main/electron/preload.ts', 'src-core/audio/wav'],
    ['src-main/launch/run.mjs', 'vite'],
    ['src-main/launch/run.mjs', 'src-main/services/x'],
    ['src-main/services/a.ts', 'src-renderer/x'],
    ['src-renderer/state/a.ts', 'node:fs'],
    ['src-renderer/state/a.ts', 'electron'],
    ['src-renderer/state/a.ts', 'src-main/services/x'],
    ['src-renderer/features/open/a.ts', 'src-renderer/features/export/b'],
    ['src-renderer/state/a.ts', 'wavesurfer.js'],
    ['e2e/specs/a.ts', 'src-core/audio/wav'],
    ['e2e/parity/a.test.ts', 'src-main/services/x'],
  ])('%s may not import %s', (importer, target) => {
    expect(findBreach(importer, target)).toBeTypeOf('string')
  })

  it.each([
    ['src-core/spectral/fft.ts', 'fft.js'],
    ['src-core/project/schema.ts', 'valibot'],
    ['src-core/project/file.ts', 'src-core/audio/audioData'],
    ['src-core/audio/a.test.ts', 'node:fs'],
    ['src-core/audio/a.test.ts', 'fast-check'],
    ['src-main/engine/a.ts', 'src-main/codecs/x'],
    ['src-main/services/a.ts', 'src-main/engine/x'],
    ['src-main/services/a.ts', 'node:fs'],
    ['src-main/cli/a.ts', 'src-main/services/x'],
    ['src-main/loopback/a.ts', 'node:http'],
    ['src-main/electron/main.ts', 'electron'],
    ['src-main/electron/preload.ts', 'electron'],
    ['src-main/launch/run.mjs', 'node:fs'],
    ['src-renderer/features/open/a.ts', 'src-renderer/features/open/b'],
    ['src-renderer/features/open/a.ts', 'src-renderer/state/b'],
    ['src-renderer/audio/waveform.ts', 'wavesurfer.js'],
    ['src-renderer/state/a.ts', 'src-core/project/edits'],
    ['e2e/parity/a.test.ts', 'src-core/project/edits'],
    ['e2e/parity/preview.ts', 'src-renderer/audio/renderProgram'],
  ])('%s may import %s', (importer, target) => {
    expect(findBreach(importer, target)).toBeUndefined()
  })

  it('lets types of src-core through where its code may not go, but not types of a host', () => {
    expect(findBreach('src-core/project/a.ts', 'src-core/nmf/factors', { typeOnly: true })).toBeUndefined()
    expect(
      findBreach('src-main/electron/preload.ts', 'src-core/contract/engine', { typeOnly: true }),
    ).toBeUndefined()
    expect(findBreach('src-core/audio/a.ts', 'node:fs', { typeOnly: true })).toBeTypeOf('string')
    expect(findBreach('e2e/specs/a.ts', 'src-core/audio/wav', { typeOnly: true })).toBeTypeOf('string')
  })

  it('names the zone, the target and the right place', () => {
    const sentence = findBreach('src-core/audio/a.ts', 'node:fs')
    expect(sentence).toBe(
      "src-core may not import 'node:fs': src-core is pure: put host access in src-main and pass the values in.",
    )
  })
})
