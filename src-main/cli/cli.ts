import { ShellacError } from '@core/contract/errors'
import { version } from '../../package.json'
import { errorsIn } from '../services/diagnostics/errorsOfApp'
import { appDataFolder } from '../services/page/appDataFolder'
import { endInSpiteOfHungCalls } from '../services/files/patience'
import { writeError } from '../services/files/systemErrors'
import { parseArguments, type ParsedArguments } from './arguments'
import { commonOptions, type Command } from './command'
import { componentsCommand } from './commands/components'
import { convergenceCommand } from './commands/convergence'
import { decomposeCommand } from './commands/decompose'
import { diagnosticsCommand } from './commands/diagnostics'
import { exportCommand } from './commands/export'
import { groupCommand } from './commands/group'
import { infoCommand } from './commands/info'
import { pictureCommand } from './commands/picture'
import { remasterCommand } from './commands/remaster'
import { splitCommand } from './commands/split'
import { suggestCommand } from './commands/suggest'
import { suggestSmoothnessCommand } from './commands/suggestSmoothness'
import { commandHelp, commandNames, generalHelp } from './help'
import { listenForSignals } from './signals'
import { createTerminal, reportError } from './terminal'

const commands: readonly Command[] = [
  infoCommand,
  decomposeCommand,
  suggestSmoothnessCommand,
  componentsCommand,
  suggestCommand,
  groupCommand,
  splitCommand,
  exportCommand,
  remasterCommand,
  pictureCommand,
  convergenceCommand,
  diagnosticsCommand,
]

const doneWithWarnings = 3

async function main(words: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = words
  const json = isJsonWanted(rest)
  try {
    if (name === '--version') return print(version)
    if (isHelp(name))
      return print(rest.length > 0 ? commandHelp(findCommand(rest[0])) : generalHelp(commands, version))
    const command = findCommand(name)
    const parsed = parseArguments(rest, { ...command.options, ...commonOptions })
    if (parsed.flag('help')) return print(commandHelp(command))
    return await runCommand(command, parsed)
  } catch (error) {
    return reportError(error, json)
  }
}

async function runCommand(command: Command, parsed: ParsedArguments): Promise<number> {
  const sayStop = (): void =>
    terminal.note('Stopping and keeping what is there; press Ctrl-C again to cancel.')
  const signals = listenForSignals(command.keepsWhenStopped ? sayStop : undefined)
  const json = parsed.flag('json')
  const terminal = createTerminal(json, signals)
  try {
    await command.run(parsed, terminal)
    return terminal.warningCount > 0 ? doneWithWarnings : 0
  } catch (error) {
    await errorsIn(appDataFolder()).add(error, command.name)
    return reportError(error, json, signals)
  }
}

/** Asked before the options are read, because that may fail. */
function isJsonWanted(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return (end < 0 ? words : words.slice(0, end)).includes('--json')
}

function isHelp(word: string): boolean {
  return ['--help', '-h', 'help'].includes(word)
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function findCommand(name: string): Command {
  const found = commands.find((command) => command.name === name)
  if (found) return found
  throw new ShellacError('bad-argument', `"${name}" is no command; there are ${commandNames(commands)}.`)
}

process.stdout.on('error', stopWithoutOutput)
process.stderr.on('error', () => undefined)
process.exitCode = await main(process.argv.slice(2))
endInSpiteOfHungCalls()

/** A reader such as `head` may close the pipe early, which is no failure of ours; a full disk is one. */
function stopWithoutOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.exit(reportError(writeError(error, 'the results to the standard output'), false))
}
