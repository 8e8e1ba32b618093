import { stageNames, type JobControl, type Progress } from '@core/contract/job'
import { errorKinds, ShellacError } from '@core/contract/errors'

/** What a command may do with the world: results to stdout, everything else to stderr. */
export interface Terminal {
  /** A result for stdout: `text` for people, `value` for --json. */
  result(text: string, value: unknown): void
  /** Something the person should know; warnings decide about the exit code. */
  note(message: string): void
  warn(message: string): void
  readonly warningCount: number
  /** Progress and Ctrl-C of a job. */
  readonly control: JobControl
}

/** Signals heard so far. */
export interface Signals {
  wish(): 'go-on' | 'stop' | 'cancel'
  /** Exit code of a cancellation: 128 + number of the signal. */
  cancelCode(): number
}

const reportInterval = 250

export function createTerminal(json: boolean, signals: Signals): Terminal {
  const { stderr, stdout } = process
  const bar = createProgressDisplay(json)
  let warningCount = 0
  const say = (type: 'note' | 'warning', message: string): void => {
    bar.clear()
    const text = type === 'warning' ? `Warning: ${message}` : message
    stderr.write(json ? `${JSON.stringify({ type, message })}\n` : `${printable(text)}\n`)
  }
  return {
    result(text, value) {
      bar.clear()
      stdout.write(json ? `${JSON.stringify(value)}\n` : `${printable(text)}\n`)
    },
    note: (message) => say('note', message),
    warn(message) {
      warningCount++
      say('warning', message)
    },
    get warningCount() {
      return warningCount
    },
    control: { wish: () => signals.wish(), report: (progress) => bar.show(progress) },
  }
}

/** The one way an error reaches the person. Returns the exit code. */
export function reportError(error: unknown, json: boolean, signals?: Signals): number {
  const known =
    error instanceof ShellacError
      ? error
      : new ShellacError('internal', error instanceof Error ? error.message : String(error))
  const { advice, exitCode } = errorKinds[known.code]
  const { code, message, details } = known
  const text = json
    ? JSON.stringify({ type: 'error', code, message, advice, details })
    : `${clearLine()}shellac: ${printable(message)}\n${advice}`
  process.stderr.write(`${text}\n`)
  if (code === 'internal' && error instanceof Error && !json) process.stderr.write(`${error.stack}\n`)
  return code === 'cancelled' && signals ? signals.cancelCode() : exitCode
}

/** Names and tags come from outside: nothing in them may command the terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd')
}

interface ProgressDisplay {
  show(progress: Progress): void
  clear(): void
}

/** A bar on a terminal, JSON lines with --json, else one line a stage. */
function createProgressDisplay(json: boolean): ProgressDisplay {
  let lastTime = 0
  let lastStage = ''
  let onScreen = false
  const clear = (): void => {
    if (onScreen) process.stderr.write(clearLine())
    onScreen = false
  }
  function show(progress: Progress): void {
    const now = performance.now()
    const newStage = progress.stage !== lastStage
    if (!newStage && progress.done < 1 && now - lastTime < reportInterval) return
    lastTime = now
    lastStage = progress.stage
    if (json) process.stderr.write(`${JSON.stringify({ type: 'progress', ...progress })}\n`)
    else if (process.stderr.isTTY) {
      process.stderr.write(clearLine() + barLine(progress))
      onScreen = true
    } else if (newStage) process.stderr.write(`${stageNames[progress.stage]} ...\n`)
  }
  return { show, clear }
}

function clearLine(): string {
  return process.stderr.isTTY ? '\r\x1b[2K' : ''
}

const widestBar = 24
const narrowestBar = 8

/** One line of at most `columns` - 1 characters; the bar takes what the figures leave, and goes where that is too little. */
export function barLine(progress: Progress, columns = process.stderr.columns ?? 100): string {
  const { stage, done, factorising, secondsLeft } = progress
  const figures = [`${Math.round(100 * done)} %`]
  if (secondsLeft !== undefined) figures.push(`${formatSeconds(secondsLeft)} left`)
  if (factorising) {
    const { restart, restarts, iteration, maxIterations, cost } = factorising
    if (restarts > 1) figures.push(`start ${restart}/${restarts}`)
    figures.push(`iteration ${iteration}/${maxIterations}`, `cost ${cost.toPrecision(6)}`)
  }
  const name = stageNames[stage].padEnd(22)
  const room = columns - 1 - [name, '[]', ...figures].join('  ').length
  const bar = room < narrowestBar ? [] : [`[${barOf(done, Math.min(room, widestBar))}]`]
  return [name, ...bar, ...figures].join('  ').slice(0, columns - 1)
}

function barOf(done: number, width: number): string {
  const filled = Math.round(width * done)
  return '#'.repeat(filled) + '-'.repeat(width - filled)
}

export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`
}
