/** Where the files of an export go, and which of them make way for what is there. */
import { lstat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ExistingRule } from '@core/contract/exports'
import { needsFolder, type PlannedFile } from '@core/export/exportPlan'
import { namesOf, usualTemplate, type NamedRecording } from '@core/export/nameTemplate'
import type { ExportSettings } from './exportSettings'

export interface SoundTarget {
  readonly plan: PlannedFile
  readonly path: string
}

export interface ExportTargets {
  readonly sounds: readonly SoundTarget[]
  /** Sound that exists and stays. */
  readonly staying: readonly SoundTarget[]
  /** What the files beside the sound are named after: a path without their endings. */
  readonly base: string
}

/** True where the target is a folder. */
export function goesIntoFolder({
  contents,
  template,
}: Pick<ExportSettings, 'contents' | 'template'>): boolean {
  return template !== null || needsFolder(contents)
}

/** Names every file, and by the rule for files that exist leaves some out or numbers all anew. */
export async function targetsOf(
  settings: ExportSettings,
  files: readonly PlannedFile[],
  recording: NamedRecording,
): Promise<ExportTargets> {
  const { target, contents, format, existing } = settings
  const isFolder = goesIntoFolder(settings)
  const template = settings.template ?? usualTemplate(contents)
  const paths = isFolder
    ? namesOf(files, template, { recording, format }).map((name) => join(target, name))
    : [target]
  const base = isFolder ? join(target, contents.length === 1 ? contents[0] : 'export') : target
  const all = files.map((plan, i) => ({ plan, path: paths[i] }))
  if (existing === 'rename') {
    return { ...(await withFreeNames(all, base)), staying: [] }
  }
  if (existing !== 'skip') return { sounds: all, base, staying: [] }
  const there = await Promise.all(paths.map(exists))
  return {
    sounds: all.filter((_, i) => !there[i]),
    base: there.some((it) => it) ? await freeBase(base) : base,
    staying: all.filter((_, i) => there[i]),
  }
}

async function withFreeNames(
  sounds: readonly SoundTarget[],
  base: string,
): Promise<Pick<ExportTargets, 'sounds' | 'base'>> {
  const taken = new Set<string>()
  const renamed: SoundTarget[] = []
  for (const { plan, path } of sounds) {
    const free = await freePath(path, taken)
    taken.add(free)
    renamed.push({ plan, path: free })
  }
  // The reports of a single file are named after it.
  const isOfFile = sounds.length === 1 && sounds[0].path === base
  return { sounds: renamed, base: isOfFile ? renamed[0].path : await freeBase(base) }
}

/**
 * Paths of what is written beside the sound: numbered where files that exist stay, so that nothing of an older export is taken for
 * a part of this one.
 */
export async function companionTargets(
  paths: readonly string[],
  { existing }: Pick<ExportSettings, 'existing'>,
): Promise<string[]> {
  if (existing !== 'rename' && existing !== 'skip') return [...paths]
  const taken = new Set<string>()
  const free: string[] = []
  for (const path of paths) {
    const found = await freePath(path, taken)
    taken.add(found)
    free.push(found)
  }
  return free
}

/** 'name.wav', or 'name 2.wav', 'name 3.wav' ... as the first that is free. */
async function freePath(path: string, taken: ReadonlySet<string>): Promise<string> {
  const extension = extname(path)
  const stem = join(dirname(path), basename(path, extension))
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${stem} ${count}${extension}`
    if (!taken.has(candidate) && !(await exists(candidate))) return candidate
  }
}

/** The base, numbered until no report has its name. */
async function freeBase(base: string): Promise<string> {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? base : `${base} ${count}`
    if (!(await exists(`${candidate}.report.json`))) return candidate
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** Whether files that exist are replaced. */
export function replaces(existing: ExistingRule): boolean {
  return existing === 'replace'
}
