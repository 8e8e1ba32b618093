import { spreadByPitch } from '@core/project/spreadByPitch'
import { ungroupedComponents, type Project } from '@core/project/project'
import { separationOf } from '../../services/projects'
import { needsFolder } from '../../services/exports/exportPlan'
import { checkTarget } from '../../services/files/writeTarget'
import { onePositional, requiredText } from '../arguments'
import type { Command } from '../command'
import { decomposeOptions, readDecomposeOptions } from '../decomposeOptions'
import { decomposeRecording } from '../decomposeRecording'
import { checkExportTarget, exportOptions, readExportOptions, type ExportWish } from '../exportOptions'
import { exportProject } from '../exportProject'
import {
  checkForFreshProject,
  groupEdits,
  groupOptions,
  readGroupOptions,
  type GroupWish,
} from '../groupOptions'
import type { Terminal } from '../terminal'

export const remasterCommand: Command = {
  name: 'remaster',
  operands: '<recording> -o <file>',
  summary: 'Goes the whole way: decomposes a recording and renders its stereo mix.',
  options: {
    output: { kind: 'text', short: 'o', value: '<path>', help: 'The file (or folder) to write.' },
    ...decomposeOptions,
    ...groupOptions,
    ...exportOptions,
  },
  example: 'shellac remaster side-a.flac -o side-a-stereo.flac',
  keepsWhenStopped: true,
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'recording')
    const target = requiredText(parsed, 'output', '-o <file>')
    const wish = readDecomposeOptions(parsed)
    const grouping = readGroupOptions(parsed)
    const exporting = readExportOptions(parsed, target)
    checkForFreshProject(grouping, wish.componentCount)
    await checkExportTarget(exporting, target)
    if (!needsFolder(exporting.content)) {
      await checkTarget(target, { overwrite: parsed.flag('force'), protectedPaths: [path] })
    }

    const { opened, recordingPath } = await decomposeRecording(path, wish, false, terminal)
    const project = arrange(opened.project, grouping, exporting, terminal)
    const arranged = { ...opened, project }
    const separation = await separationOf(arranged)
    const settings = { ...exporting.settingsFor(project), protectedPaths: [recordingPath] }
    await exportProject(arranged, separation, settings, terminal)
  },
}

const nothingLeftOut =
  'Nothing is left out. To find the noise, run `shellac decompose` with the same options and see `shellac components`; the numbers hold for --noise here.'

/** Applies the person's grouping; without any sources, spreads what is left by pitch and says so. */
function arrange(
  project: Project,
  grouping: GroupWish,
  { content }: ExportWish,
  terminal: Terminal,
): Project {
  const grouped = groupEdits(grouping).reduce((edited, edit) => edit(edited), project)
  if (grouped.noise.components.length === 0 && content !== 'components') terminal.note(nothingLeftOut)
  if (grouping.sources.length > 0) return grouped
  if (content === 'mix' || content === 'sources') {
    terminal.note('No sources given: components are spread by pitch, low ones near the centre.')
  }
  return spreadByPitch(ungroupedComponents(grouped))(grouped)
}
