import type { OptionTable, ParsedArguments } from './arguments'
import type { Terminal } from './terminal'

/** One command of the command line. */
export interface Command {
  readonly name: string
  /** What stands after the name in the help, such as '<recording>'. */
  readonly operands: string
  /** One sentence. */
  readonly summary: string
  readonly options: OptionTable
  /** A line that works as it stands. */
  readonly example: string
  /** Set where a first Ctrl-C leaves something worth keeping. */
  readonly keepsWhenStopped?: true
  run(parsed: ParsedArguments, terminal: Terminal): Promise<void>
}

/** Options that every command has. */
export const commonOptions: OptionTable = {
  json: { kind: 'flag', help: 'Results as JSON on stdout, progress as JSON lines on stderr.' },
  help: { kind: 'flag', short: 'h', help: 'Show this help.' },
}
