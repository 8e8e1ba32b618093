import { commonOptions, type Command } from './command'
import type { OptionTable } from './arguments'

const columnWidth = 34

/** A command that is a program of its own, with its own help: it never comes here. */
const serveRow = {
  name: 'serve',
  use: 'serve [recording|project]',
  summary: 'Opens the app in the browser; only this machine can reach it.',
}

/** All that can be said after `shellac`. */
export function commandNames(commands: readonly Command[]): string {
  return [...commands.map((command) => command.name), serveRow.name].join(', ')
}

export function generalHelp(commands: readonly Command[], version: string): string {
  const rows = commands.map((command) => row(`${command.name} ${command.operands}`, command.summary))
  return [
    `Shellac ${version}: an old mono recording becomes a stereo remaster.`,
    '',
    'Usage: shellac <command> ...',
    '',
    ...rows,
    row(serveRow.use, serveRow.summary),
    '',
    '`shellac <command> --help` shows the options of a command, with an example.',
  ].join('\n')
}

export function commandHelp(command: Command): string {
  return [
    `Usage: shellac ${command.name} ${command.operands} [options]`,
    '',
    command.summary,
    '',
    ...optionRows({ ...command.options, ...commonOptions }),
    '',
    'Example:',
    `  ${command.example}`,
  ].join('\n')
}

function optionRows(options: OptionTable): string[] {
  return Object.entries(options).map(([name, spec]) => {
    const long = spec.short && name === spec.short ? '' : `--${name}`
    const names = [spec.short ? `-${spec.short}` : '', long].filter((part) => part !== '').join(', ')
    return row(spec.value === undefined ? names : `${names} ${spec.value}`, spec.help)
  })
}

function row(left: string, right: string): string {
  return left.length < columnWidth
    ? `  ${left.padEnd(columnWidth)}${right}`
    : `  ${left}\n  ${' '.repeat(columnWidth)}${right}`
}
