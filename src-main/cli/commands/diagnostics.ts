import { collectDiagnostics, saveDiagnostics } from '../../services/diagnostics/diagnostics'
import { errorsIn } from '../../services/diagnostics/errorsOfApp'
import { appDataFolder } from '../../services/page/appDataFolder'
import { noPositionals, requiredText } from '../arguments'
import type { Command } from '../command'
import { requireFileTarget } from '../outputPath'

export const diagnosticsCommand: Command = {
  name: 'diagnostics',
  operands: '-o <file>',
  summary:
    'Saves what a report of a fault needs: versions, memory, limits, the newest errors. No sound, no folders.',
  options: {
    output: { kind: 'text', short: 'o', value: '<file>', help: 'The zip file to write.' },
    force: { kind: 'flag', help: 'Replace the file if it exists.' },
  },
  example: 'shellac diagnostics -o shellac-diagnostics.zip',
  async run(parsed, terminal) {
    noPositionals(parsed)
    const target = requiredText(parsed, 'output', '-o <file>')
    await requireFileTarget(target, 'diagnostics.zip')
    const dataFolder = appDataFolder()
    const errors = await errorsIn(dataFolder).list()
    const shell = { shell: 'command line', sandboxLack: null, state: {} }
    const diagnostics = await collectDiagnostics(shell, errors, dataFolder)
    await saveDiagnostics(target, diagnostics, { overwrite: parsed.flag('force') })
    const text = `Saved as ${target}, with ${errors.length === 1 ? '1 error' : `${errors.length} errors`}. Look into it before you send it.`
    terminal.result(text, { file: target, errors: errors.length })
  },
}
