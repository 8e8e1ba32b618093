import { readFile } from 'node:fs/promises'
import { ShellacError } from '@core/contract/errors'
import type { Edit } from '@core/project/edits'
import { findSourceByName, type Project } from '@core/project/project'
import type { Stroke, StrokeGroup } from '@core/project/stroke'
import { addStroke, removeAllStrokes } from '@core/project/strokeEdits'

/**
 * Puts the strokes of a JSON file in place of those of the project: a list of strokes as the manifest has them, but `to` and `from`
 * are names: of a source, or 'noise' or 'ungrouped'.
 * @throws ShellacError 'file-not-found', 'bad-argument'
 */
export async function readStrokes(path: string): Promise<Edit> {
  const strokes = parseList(await readText(path), path)
  return (project) =>
    strokes.reduce<Project>(
      (edited, stroke) => addStroke(withGroups(stroke, project))(edited),
      removeAllStrokes()(project),
    )
}

type NamedStroke = Omit<Stroke, 'to' | 'from'> & { readonly to: unknown; readonly from?: unknown }

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new ShellacError('file-not-found', `${path} is not a file that can be read.`, { path }, { cause })
  }
}

/** What the strokes hold is checked when they are painted. */
function parseList(text: string, path: string): NamedStroke[] {
  const list = parsed(text)
  if (Array.isArray(list) && list.every((it) => typeof it === 'object' && it !== null))
    return list as NamedStroke[]
  throw new ShellacError('bad-argument', `${path} is not a JSON list of strokes.`, { path })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function withGroups({ to, from, ...stroke }: NamedStroke, project: Project): Stroke {
  return {
    ...stroke,
    to: groupNamed(to, project),
    from: from === null || from === undefined ? null : groupNamed(from, project),
  }
}

function groupNamed(name: unknown, project: Project): StrokeGroup {
  const source = typeof name === 'string' ? findSourceByName(project, name) : undefined
  if (source) return { kind: 'source', id: source.id }
  if (name === 'noise' || name === 'ungrouped') return { kind: name }
  const message = `A stroke names ${JSON.stringify(name)}; it must be the name of a source, "noise" or "ungrouped".`
  throw new ShellacError('bad-argument', message)
}
