import { ShellacError } from '@core/contract/errors'
import { findSourceByName, type Project } from '@core/project/project'
import { mostPieces } from '@core/project/splitEdit'
import { pieceNumbers } from '@core/separation/splitPlan'
import { saveProject } from '../../services/projectFile/projectFile'
import { separationOf } from '../../services/projects'
import { refuseRecording } from '../../services/recordings'
import { splitOf } from '../../services/splits'
import { numberOption, onePositional, type ParsedArguments } from '../arguments'
import type { Command } from '../command'
import { parseComponents } from '../componentNumbers'
import { openCommandProject, recordingOption, refuseDamaged } from '../openedProject'
import { refuseSoundName, requireFileTarget } from '../outputPath'

/** Unless another number is asked for. */
const usualPieces = 3

export const splitCommand: Command = {
  name: 'split',
  operands: '<project>',
  summary: 'Decomposes one component, or several of one source together, again into a few; all others stay.',
  options: {
    components: {
      kind: 'text',
      value: '<numbers>',
      help: 'The component, or several of one place: 3, 3,5 or 3-5.',
    },
    source: { kind: 'text', value: '<name>', help: 'All components of this source together, instead.' },
    into: {
      kind: 'text',
      value: '<n>',
      help: `Number of pieces, 1 to ${mostPieces} (${usualPieces}); 1 merges several into one.`,
    },
    output: {
      kind: 'text',
      short: 'o',
      value: '<project>',
      help: 'Write another project instead of this one.',
    },
    force: { kind: 'flag', help: 'Replace that other project if it exists.' },
    ...recordingOption,
  },
  example: 'shellac split side-a.shellac --components 3 --into 3',
  keepsWhenStopped: true,
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'project')
    const into = numberOption(parsed, 'into', usualPieces, { minimum: 1, maximum: mostPieces, whole: true })
    const chosen = readComponents(parsed)
    const target = parsed.text('output') ?? path
    await requireFileTarget(target, 'project.shellac')
    const opened = await openCommandProject(path, parsed, terminal)
    refuseDamaged(opened, path, target)
    await refuseRecording(target, opened.project.recording)
    if (target !== path) refuseSoundName(target)
    const components = chosen(opened.project)
    const { samples } = await separationOf(opened)
    const { opened: split } = await splitOf({ opened, samples }, { components, into }, terminal)
    const overwrite = target === path || parsed.flag('force')
    // What somebody else saved between the reading and the writing is not undone by this.
    const replaces = target === path ? opened.revision : undefined
    await saveProject(target, split, { overwrite, replaces, control: terminal.control })
    const pieces = pieceNumbers(opened.project.components.length, { components, into })
    const text = pieces.map((k) => `${k + 1} (${split.project.components[k].name})`).join(', ')
    terminal.result(
      [
        `${into === 1 ? 'One piece' : `${into} pieces`}: components ${text}. All others stay.`,
        `Saved as ${target}.`,
      ].join('\n'),
      {
        project: target,
        replaced: components.map((k) => k + 1),
        pieces: pieces.map((k) => ({ number: k + 1, name: split.project.components[k].name })),
        components: split.project.components.length,
        cost: split.project.decomposition.cost,
        iterations: split.project.decomposition.iterations,
        stopReason: split.project.decomposition.stopReason,
      },
    )
  },
}

/** Reads the options before any file is opened. */
function readComponents(parsed: ParsedArguments): (project: Project) => number[] {
  const [list, name] = [parsed.text('components'), parsed.text('source')]
  if ((list === undefined) === (name === undefined)) {
    throw new ShellacError('bad-argument', 'Say --components <numbers> or --source <name>, one of them.')
  }
  if (list !== undefined) {
    const components = parseComponents(list, '--components').toSorted((a, b) => a - b)
    if (components.length === 0) throw new ShellacError('bad-argument', '--components names no component.')
    return () => components
  }
  return (project) => {
    const source = findSourceByName(project, name ?? '')
    if (source) return [...source.components]
    throw new ShellacError('bad-argument', `There is no source named "${name}".`)
  }
}
