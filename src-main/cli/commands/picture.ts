import { exportPicture } from '../../services/pictures/exportPicture'
import { pictureDocumentOf } from '../../services/pictures/pictureDocument'
import { protectedPathsOf, separationOf } from '../../services/projects'
import { refuseRecording } from '../../services/recordings'
import { onePositional, requiredText } from '../arguments'
import type { Command } from '../command'
import { openCommandProject, recordingOption } from '../openedProject'
import { requireFileTarget } from '../outputPath'
import { pictureFormatOf, pictureOptions, readPictureOptions, refuseProjectFile } from '../pictureOptions'

export const pictureCommand: Command = {
  name: 'picture',
  operands: '<project> -o <file.png|file.svg>',
  summary: 'Draws what is in a project, with axes, units and a caption, and says it in words.',
  options: {
    output: {
      kind: 'text',
      short: 'o',
      value: '<file>',
      help: 'The file to write: pixels (.png) or lines and letters (.svg).',
    },
    ...pictureOptions,
    ...recordingOption,
  },
  example: 'shellac picture side-a.shellac --what spectrogram --of remaster -o side-a.png',
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'project')
    const target = requiredText(parsed, 'output', '-o <file>')
    const options = readPictureOptions(parsed)
    const format = pictureFormatOf(target)
    await requireFileTarget(target, `picture.${format}`)
    await refuseProjectFile(path, target)
    const opened = await openCommandProject(path, parsed, terminal)
    const wish = options.wishFor(opened.project)
    await refuseRecording(target, opened.project.recording)
    const document = pictureDocumentOf(opened.project, await separationOf(opened, terminal.control))
    const protectedPaths = [path, ...protectedPathsOf(opened)]
    const place = { wish, path: target, format, overwrite: parsed.flag('force'), protectedPaths }
    const { text } = await exportPicture(document, place, terminal.control)
    const said = [...text.sentences, `Saved as ${target}.`].join('\n')
    terminal.result(said, { project: path, file: target, what: wish.what, ...text })
  },
}
