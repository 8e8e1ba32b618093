/** Edits of what was painted: see edits.ts. */
import * as v from 'valibot'
import { ShellacError } from '../contract/errors'
import { requireSource, type Edit } from './edits'
import { mostStrokes } from './limits'
import type { Project } from './project'
import { isSameGroup, type Stroke } from './stroke'
import { strokeSchema } from './strokeSchema'

/** Paints a stroke over all that are there. */
export function addStroke(stroke: Stroke): Edit {
  return (project) => {
    requireStroke(project, stroke)
    if (project.strokes.length >= mostStrokes) {
      throw new ShellacError('bad-argument', `There are ${mostStrokes} strokes already; that is the most.`)
    }
    return { ...project, strokes: [...project.strokes, stroke] }
  }
}

/** Takes the stroke of that number, from 0 in the order of painting, away. */
export function removeStroke(number: number): Edit {
  return (project) => {
    if (!Number.isInteger(number) || number < 0 || number >= project.strokes.length) {
      const message = `There is no stroke ${number + 1}; there are ${project.strokes.length}.`
      throw new ShellacError('bad-argument', message, { value: number + 1 })
    }
    return { ...project, strokes: project.strokes.filter((_, index) => index !== number) }
  }
}

export function removeAllStrokes(): Edit {
  return (project) => (project.strokes.length === 0 ? project : { ...project, strokes: [] })
}

/** @throws ShellacError 'bad-argument' with the rule that the stroke breaks */
function requireStroke(project: Project, stroke: Stroke): void {
  const result = v.safeParse(strokeSchema, stroke, { abortEarly: true })
  if (!result.success) {
    const [issue] = result.issues
    const field = v.getDotPath(issue) ?? 'all of it'
    throw new ShellacError('bad-argument', `The stroke is not allowed: ${field}: ${issue.message}.`)
  }
  const { to, from } = stroke
  for (const group of [to, from]) if (group?.kind === 'source') requireSource(project, group.id)
  if (from === null || !isSameGroup(to, from)) return
  throw new ShellacError('bad-argument', 'What a stroke gives to a group it cannot take from the same group.')
}
