import { describe, expect, it } from 'vitest'
import { ShellacError } from '../contract/errors'
import { setGain } from './edits'
import { projectVersion } from './project'
import { parseChecksums, parseManifest, toManifest } from './schema'
import { sampleProject } from './sampleProject.testSupport'

type Json = Record<string, unknown>

const sha256 = 'ab'.repeat(32)

/** The sample's manifest after a round through JSON, with the value at `path` replaced. */
function manifestWith(path: string, value: unknown): Json {
  const manifest = JSON.parse(JSON.stringify(toManifest(sampleProject(), { 'W.npy': sha256 }))) as Json
  const keys = path.split('.')
  const last = keys.pop()
  if (last === undefined) throw new Error('the path is empty')
  let parent: Json = manifest
  for (const key of keys) parent = parent[key] as Json
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = value
  return manifest
}

function codeOf(json: unknown): string {
  try {
    parseManifest(json)
  } catch (error) {
    return error instanceof ShellacError ? error.code : `not a ShellacError: ${String(error)}`
  }
  return 'accepted'
}

describe('the manifest', () => {
  it('gives back the project that was written, silence included', () => {
    const project = setGain('source-1', -Infinity)(sampleProject())
    const text = JSON.stringify(toManifest(project, {}))
    expect(text).toContain('"gain":"-inf"')
    expect(parseManifest(JSON.parse(text))).toEqual(project)
  })

  it('carries the checksums beside the document', () => {
    expect(parseChecksums(manifestWith('sources', []))).toEqual({ 'W.npy': sha256 })
  })

  it('drops keys it does not know', () => {
    expect(parseManifest(manifestWith('recording.mood', 'sad'))).toEqual(sampleProject())
    expect(parseManifest(manifestWith('later', { a: 1 }))).toEqual(sampleProject())
  })

  it.each([
    ['recording', undefined],
    ['recording.name', 'folder/name.wav'],
    ['recording.name', ''],
    ['recording.sha256', 'ABCDEF'],
    ['recording.byteLength', 0],
    ['recording.sampleRate', 999],
    ['recording.sampleRate', '44100'],
    ['recording.channelCount', 65],
    ['recording.sampleCount', 1.5],
    ['recording.format.sampleKind', 'vinyl'],
    ['recording.tags', { TITLE: 1 }],
    ['recording.channel', 'auto'],
    ['recording.lag', null],
    ['recording.storage', { kind: 'embedded', entry: '../evil.wav' }],
    ['recording.storage', { kind: 'linked', path: '' }],
    ['recording.storage', { kind: 'cloud' }],
    ['analysis.hop', 9],
    ['analysis.hop', 0],
    ['analysis.componentCount', 4],
    ['analysis.smoothness', -1],
    ['analysis.algorithm', 'als'],
    ['analysis.restarts', 0],
    ['analysis.seed', -1],
    ['analysis.declick', undefined],
    ['analysis.declick', true],
    ['analysis.declick', { threshold: 2 }],
    ['decomposition.binCount', 0],
    ['decomposition.cost', null],
    ['decomposition.stopReason', 'bored'],
    ['decomposition.costCurves', []],
    ['decomposition.costCurves', [[Infinity]]],
    ['decomposition.chosenRestart', 2],
    ['components', []],
    ['components.0.colour', 'red'],
    ['components.0.name', 'a\u0000'],
    ['sources.0.components', [3]],
    ['sources.0.components', [2]],
    ['sources.0.components', [0, 0]],
    ['sources.0.components', [0.5]],
    ['sources.0.pan', 100.5],
    ['sources.0.gain', 'inf'],
    ['sources.0.gain', 24.5],
    ['sources.0.gain', null],
    ['sources.0.mute', 0],
    ['noise.amount', 101],
    ['noise.components', [-1]],
    ['mix.panLaw', -2],
    ['version', 0],
    ['version', '1'],
    ['version', undefined],
  ])('with %s = %j is damaged', (path, value) => {
    expect(codeOf(manifestWith(path, value))).toBe('damaged-project')
  })

  it('with two sources of one name or one id is damaged', () => {
    const [source] = sampleProject().sources
    const twin = { ...source, components: [] }
    expect(codeOf(manifestWith('sources', [source, { ...twin, id: 'other' }]))).toBe('damaged-project')
    expect(codeOf(manifestWith('sources', [source, { ...twin, name: 'other' }]))).toBe('damaged-project')
    expect(codeOf(manifestWith('sources', [source, { ...twin, name: 'other', id: 'other' }]))).toBe(
      'accepted',
    )
  })

  it('names the field and the rule that it breaks', () => {
    expect(() => parseManifest(manifestWith('sources.0.pan', 140))).toThrow(/sources\.0\.pan.*100.*140/)
  })

  it.each([null, 7, 'text', [], {}, { format: 'audacity-project', version: 1 }])(
    '%j is not a project',
    (json) => {
      expect(codeOf(json)).toBe('not-a-project')
    },
  )

  it('of a later version is too new', () => {
    expect(codeOf(manifestWith('version', projectVersion + 1))).toBe('project-too-new')
  })

  it('without well-formed checksums is damaged', () => {
    expect(() => parseChecksums({})).toThrow(ShellacError)
    expect(() => parseChecksums({ checksums: { 'W.npy': 'short' } })).toThrow(ShellacError)
  })
})
