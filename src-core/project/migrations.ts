/**
 * Old manifests become new ones step by step. migrations[0] turns version 1 into version 2, and so on; a step
 * is never changed once released, and golden/version-<n>.shellac proves that version n still opens.
 */
import { ShellacError } from '../contract/errors'
import { projectFormat } from './project'

export type Manifest = Readonly<Record<string, unknown>>
export type Migration = (manifest: Manifest) => Manifest

/** 1 -> 2: what later versions can do to a recording was not done to it, and the mix sounds as it did. */
const toVersion2: Migration = (manifest) => ({
  ...manifest,
  analysis: isRecord(manifest.analysis)
    ? { ...manifest.analysis, declick: null, learned: [] }
    : manifest.analysis,
  sources: Array.isArray(manifest.sources)
    ? manifest.sources.map((source: unknown) => withField(source, 'noise', '-inf'))
    : manifest.sources,
  noise: withField(manifest.noise, 'smoothing', { milliseconds: 0, hertz: 0 }),
  strokes: [],
  decomposition: isRecord(manifest.decomposition)
    ? { ...manifest.decomposition, agreement: null, refinements: [] }
    : manifest.decomposition,
})

export const migrations: readonly Migration[] = [toVersion2]

/** What is no object is left to the schema, which says what is wrong with it. */
function withField(value: unknown, field: string, content: unknown): unknown {
  return isRecord(value) ? { ...value, [field]: content } : value
}

/**
 * Brings parsed JSON to the newest version the chain knows (its length + 1). The version number is set here,
 * so a step changes only content. Throws 'not-a-project' (other format), 'damaged-project' (no version),
 * 'project-too-new'.
 */
export function migrate(json: unknown, chain: readonly Migration[] = migrations): Manifest {
  if (!isRecord(json) || json.format !== projectFormat) {
    throw new ShellacError(
      'not-a-project',
      `The manifest does not say "format": "${projectFormat}", so this is not a Shellac project.`,
    )
  }
  const version = requireVersion(json.version)
  const newest = chain.length + 1
  if (version > newest) {
    throw new ShellacError(
      'project-too-new',
      `The project has version ${version}; this Shellac reads versions up to ${newest}.`,
      { version, newest },
    )
  }
  return chain
    .slice(version - 1)
    .reduce<Manifest>((manifest, step, index) => ({ ...step(manifest), version: version + index + 1 }), json)
}

function isRecord(json: unknown): json is Manifest {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function requireVersion(version: unknown): number {
  if (typeof version === 'number' && Number.isSafeInteger(version) && version >= 1) return version
  throw new ShellacError(
    'damaged-project',
    `The manifest's version is ${JSON.stringify(version)}; it must be a whole number from 1.`,
  )
}
