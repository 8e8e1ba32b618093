import { stat } from 'node:fs/promises'
import { ShellacError } from '@core/contract/errors'
import { separationOf } from '../../services/projects'
import { onePositional, requiredText } from '../arguments'
import type { Command } from '../command'
import { openCommandProject, recordingOption } from '../openedProject'
import { checkExportTarget, exportOptions, readExportOptions } from '../exportOptions'
import { exportProject } from '../exportProject'
import { pause } from '../../engine/pause'

export const exportCommand: Command = {
  name: 'export',
  operands: '<project> -o <file or folder>',
  summary:
    'Renders the stereo mix, the sources, the components, what was removed, or the denoised mono; or several.',
  options: {
    output: {
      kind: 'text',
      short: 'o',
      value: '<path>',
      help: 'The file to write, or the folder for several files.',
    },
    ...exportOptions,
    ...recordingOption,
  },
  example: 'shellac export side-a.shellac -o side-a-stereo.flac --pan-law -3',
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'project')
    const target = requiredText(parsed, 'output', '-o <file or folder>')
    const wish = readExportOptions(parsed, target)
    await checkExportTarget(wish, target)
    await refuseProject(path, target)
    const opened = await openCommandProject(path, parsed, terminal)
    terminal.control.report({ stage: 'reading', done: 0 })
    const separation = await separationOf(opened, terminal.control)
    await pause(terminal.control)
    const settings = { ...wish.settingsFor(opened.project), protectedPaths: [path] }
    await exportProject(opened, separation, settings, terminal)
  },
}

/** The project is protected like the recording, but deserves a sentence of its own. */
async function refuseProject(path: string, target: string): Promise<void> {
  const [project, other] = await Promise.all([path, target].map((name) => stat(name).catch(() => undefined)))
  if (!project || !other || project.ino !== other.ino || project.dev !== other.dev) return
  throw new ShellacError(
    'bad-argument',
    `${target} is the project itself; the sound needs a name of its own.`,
  )
}
