import { spreadByPitch } from '@core/project/spreadByPitch'
import { ungroupedComponents, type Project } from '@core/project/project'
import { applySuggestions } from '@core/project/suggestionEdits'
import { describeComponents } from '@core/separation/componentFacts'
import { unaskedNoise } from '@core/separation/unaskedNoise'
import type { OpenedProject } from '../../services/projectFile/projectFile'
import { factorsOf, separationOfAnalysed } from '../../services/projects'
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
import { noiseOnlyOption, readNoiseOnly, suggestionsFor, type NoiseOnly } from '../suggestions'
import type { Terminal } from '../terminal'

export const remasterCommand: Command = {
  name: 'remaster',
  operands: '<recording> -o <file>',
  summary: 'Goes the whole way: decomposes a recording and renders its stereo mix.',
  options: {
    output: { kind: 'text', short: 'o', value: '<path>', help: 'The file (or folder) to write.' },
    ...decomposeOptions,
    ...groupOptions,
    ...noiseOnlyOption,
    'no-suggestions': { kind: 'flag', help: 'Leaves out nothing that you have not named with --noise.' },
    ...exportOptions,
  },
  example: 'shellac remaster side-a.flac -o side-a-stereo.flac',
  keepsWhenStopped: true,
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'recording')
    const target = requiredText(parsed, 'output', '-o <file>')
    const wish = readDecomposeOptions(parsed)
    const grouping = readGroupOptions(parsed)
    const noiseOnly = readNoiseOnly(parsed)
    const mayLeaveOut = !parsed.flag('no-suggestions') && grouping.noise === undefined
    const exporting = readExportOptions(parsed, target)
    checkForFreshProject(grouping, wish.componentCount)
    await checkExportTarget(exporting, target)
    if (!exporting.isFolder && ['refuse', 'replace'].includes(exporting.existing)) {
      await checkTarget(target, { overwrite: exporting.existing === 'replace', protectedPaths: [path] })
    }

    // Nothing of the project is kept: to put the recording into it would be work for nothing.
    const { opened, recordingPath, analysed } = await decomposeRecording(path, wish, { link: true }, terminal)
    const grouped = groupEdits(grouping).reduce((edited, edit) => edit(edited), opened.project)
    const cleaned = mayLeaveOut
      ? leaveOutNoise({ ...opened, project: grouped }, noiseOnly, terminal)
      : grouped
    const project = arrange(cleaned, grouping, exporting, terminal)
    const arranged = { ...opened, project }
    const separation = await separationOfAnalysed(arranged, analysed, terminal.control)
    const settings = { ...exporting.settingsFor(project), protectedPaths: [recordingPath] }
    await exportProject(arranged, separation, settings, terminal)
  },
}

const nothingLeftOut =
  'Nothing is left out. To find the noise, run `shellac decompose` with the same options and see `shellac suggest`; the numbers hold for --noise here.'

/** Puts likely noise in the noise, unasked and therefore with care, and says so. */
function leaveOutNoise(opened: OpenedProject, noiseOnly: NoiseOnly | undefined, terminal: Terminal): Project {
  const facts = describeComponents(factorsOf(opened), opened.project.recording.sampleRate)
  const { suggestions, share, isTooMuch } = unaskedNoise(suggestionsFor(opened, noiseOnly), facts)
  if (suggestions.length === 0) return opened.project
  const numbers = suggestions.map(
    ({ components: [k], confidence }) => `${k + 1} (${Math.floor(100 * confidence)} %)`,
  )
  const noun = numbers.length === 1 ? 'component' : 'components'
  const named = `${noun} ${numbers.join(', ')}, ${(100 * share).toFixed(1)} % of the energy`
  if (isTooMuch) {
    terminal.note(`Not left out, though it looks like noise, because it is so much: ${named}.`)
    return opened.project
  }
  terminal.note(`Left out as likely noise: ${named}. To leave out nothing: --no-suggestions.`)
  return applySuggestions(suggestions)(opened.project)
}

/** Without any sources, spreads what is left by pitch and says so. */
function arrange(
  project: Project,
  grouping: GroupWish,
  { contents }: ExportWish,
  terminal: Terminal,
): Project {
  if (project.noise.components.length === 0 && contents.some((content) => content !== 'components')) {
    terminal.note(nothingLeftOut)
  }
  if (grouping.sources.length > 0) return project
  if (contents.some((content) => ['mix', 'sources', 'panned', 'others'].includes(content))) {
    terminal.note('No sources given: components are spread by pitch, low ones near the centre.')
  }
  return spreadByPitch(ungroupedComponents(project))(project)
}
