/** Damaged projects, opened as far as they go: every part whose checksum is right is used, and what is lost is named. */
import { ShellacError } from '@core/contract/errors'
import type { Project } from '@core/project/project'
import { isWhereItWas, requireRecordingAt } from './linkedRecording'
import { openProject, recordingOf, withPath, type OpenOptions, type ProjectRecording } from './projectFile'
import {
  manifestCopyName,
  manifestName,
  parseManifestBytes,
  projectRules,
  readFactors,
  readReport,
  sha256Of,
  type Manifest,
  type PartSource,
  type ProjectFactors,
} from './projectParts'
import { findScatteredParts, type ScatteredParts } from './scatteredParts'

/** The document is always there; without it nothing of a project means anything. */
export interface ProjectInPart {
  readonly project: Project
  /** Null where either is damaged: one is nothing without the other. */
  readonly factors: ProjectFactors | null
  readonly recording: ProjectRecording
  readonly report?: Uint8Array | undefined
  readonly revision: string
  /** Sentences that name what is damaged; none for a whole project. */
  readonly damage: readonly string[]
  /** The recording is another file than the project says, with the same content. */
  readonly isRelinked: boolean
}

/**
 * Opens a project whole or, where that fails for damage, in part. Where the recording inside it is damaged, `options.recording` takes its
 * place if it is the original file.
 * @throws ShellacError as openProject; 'damaged-project' where not even the manifest is whole; 'recording-not-found' where the
 * recording inside is damaged and none is given
 */
export async function openProjectInPart(path: string, options: OpenOptions = {}): Promise<ProjectInPart> {
  try {
    const { W, H, ...whole } = await openProject(path, options)
    return { ...whole, factors: { W, H }, damage: [], isRelinked: isRelinked(whole, path) }
  } catch (error) {
    const code = error instanceof ShellacError ? error.code : undefined
    if (code !== 'damaged-project' && code !== 'not-a-project') throw error
    return openDamaged(path, options, error)
  }
}

async function openDamaged(path: string, options: OpenOptions, cause: unknown): Promise<ProjectInPart> {
  const parts = await findScatteredParts(path, projectRules)
  try {
    const manifest = await findManifest(parts)
    if (!manifest) throw await nothingLeft(path, parts, cause)
    const source = sourceIn(parts, manifest)
    const { project, revision } = manifest
    const [factors, report] = [await whole(readFactors(source, project)), await whole(readReport(source))]
    const place = { project, path, source }
    const inside = await whole(recordingOf(place, options))
    const recording = inside ?? (await recordingInstead(place, options))
    const found = { factors, report, recording: inside }
    return {
      ...{ project, factors, recording, revision },
      report: report ?? undefined,
      damage: damageTexts(found, manifest),
      isRelinked: isRelinked({ project, recording }, path),
    }
  } catch (error) {
    throw withPath(error, path)
  } finally {
    await parts.close()
  }
}

function isRelinked(
  { project, recording }: Pick<ProjectInPart, 'project' | 'recording'>,
  path: string,
): boolean {
  return recording.kind === 'linked' && !isWhereItWas(recording.path, project.recording.storage, path)
}

/** Null for what is damaged. */
async function whole<Part>(reading: Promise<Part>): Promise<Part | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof ShellacError && error.code === 'damaged-project') return null
    throw error
  }
}

/** The first of both that is whole. @throws ShellacError 'project-too-new' */
async function findManifest(parts: ScatteredParts): Promise<Manifest | undefined> {
  for (const name of [manifestName, manifestCopyName]) {
    const bytes = await parts.readByCrc(name)
    if (!bytes) continue
    try {
      return parseManifestBytes(bytes)
    } catch (error) {
      if (!(error instanceof ShellacError) || error.code === 'project-too-new') throw error
    }
  }
  return undefined
}

/** What can still be said of a file whose manifest is lost. */
async function nothingLeft(path: string, parts: ScatteredParts, cause: unknown): Promise<unknown> {
  for (const name of ['recording.flac', 'recording.wav']) {
    if (!(await parts.readByCrc(name))) continue
    const message = `${path} is damaged: its manifest, with settings, groups and mix, is lost. The recording in it is whole; a program that repairs zip archives takes ${name} out.`
    return new ShellacError('damaged-project', message, { path }, { cause })
  }
  return cause
}

function sourceIn(parts: ScatteredParts, { checksums }: Manifest): PartSource {
  return {
    sizeOf: (name) =>
      checksums[name] === undefined ? undefined : Math.min(...parts.sizesOf(name), Infinity),
    async read(name) {
      const bytes = await parts.read(name, (it) => sha256Of(it) === checksums[name])
      if (bytes) return bytes
      throw new ShellacError('damaged-project', `${name} is damaged or missing.`)
    },
  }
}

/** The original in place of a damaged copy of it. */
async function recordingInstead(
  { project, path }: { readonly project: Project; readonly path: string },
  { recording }: OpenOptions,
): Promise<ProjectRecording> {
  const { name } = project.recording
  if (recording === undefined) {
    const message = `The recording inside ${path} is damaged; all else needs the original, ${name}.`
    throw new ShellacError('recording-not-found', message, { recording: name, path })
  }
  return { kind: 'linked', path: await requireRecordingAt(recording, project.recording) }
}

interface Found {
  readonly factors: ProjectFactors | null
  readonly report: Uint8Array | null | undefined
  readonly recording: ProjectRecording | null
}

function damageTexts({ factors, report, recording }: Found, { project }: Manifest): string[] {
  const texts = [
    ...(factors ? [] : ['The components are damaged: the recording has to be decomposed again.']),
    ...(recording ? [] : [`The recording inside is damaged; ${project.recording.name} took its place.`]),
    ...(report === null ? ['The report of the newest export is damaged and was left out.'] : []),
  ]
  return texts.length > 0 ? texts : ['The file is damaged, but every part of it was found and is whole.']
}
