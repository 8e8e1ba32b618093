/**
 * Errors a person can act on. The message of a ShellacError says what happened, with the value and the rule;
 * this table says, for each code, what to do next and how the command line exits (docs/command-line.md).
 */

export interface ErrorKind {
  /** Exit code of the command line. */
  readonly exitCode: number
  /** What the person can do next, one sentence. */
  readonly advice: string
}

export const errorKinds = {
  'bad-argument': { exitCode: 10, advice: 'Correct the value and try again.' },
  'file-not-found': { exitCode: 10, advice: 'Check the path; nothing was changed.' },
  'unreadable-file': { exitCode: 20, advice: 'Check that the file can be opened and try again.' },
  'damaged-file': { exitCode: 10, advice: 'Try another copy of the file; this one cannot be read.' },
  'no-audio': { exitCode: 10, advice: 'Choose a file that holds a recording.' },
  'unknown-format': { exitCode: 11, advice: 'Convert the file to WAV or FLAC first.' },
  'unsupported-encoding': { exitCode: 11, advice: 'Convert the file to WAV or FLAC first.' },
  'not-a-project': { exitCode: 11, advice: 'Choose a .shellac project; a recording is decomposed first.' },
  'damaged-project': {
    exitCode: 10,
    advice: 'Open a backup of the project, or decompose the recording again.',
  },
  'project-too-new': { exitCode: 11, advice: 'Install the newest version of Shellac to open this project.' },
  'recording-not-found': {
    exitCode: 10,
    advice: 'Choose where the recording is now; on the command line, say --recording <file>.',
  },
  'recording-changed': {
    exitCode: 10,
    advice: 'Put the original recording back, or decompose the changed one into a new project.',
  },
  'project-changed': {
    exitCode: 10,
    advice: 'Save under another name, so that both versions stay; or open the other one first.',
  },
  'target-exists': {
    exitCode: 10,
    advice: 'Choose another name; on the command line, say --force to replace it.',
  },
  'target-is-source': {
    exitCode: 10,
    advice: 'Choose another name: the source recording is never written to.',
  },
  'write-failed': { exitCode: 20, advice: 'Check the folder and its permissions, then try again.' },
  'disk-full': { exitCode: 21, advice: 'Free some space, or choose another disk; nothing was replaced.' },
  'not-enough-memory': {
    exitCode: 30,
    advice: 'Choose a shorter excerpt, fewer components or a longer window.',
  },
  cancelled: { exitCode: 130, advice: 'Nothing was left behind; start again when you like.' },
  'engine-crashed': {
    exitCode: 40,
    advice: 'Try again, a new engine starts by itself; open the recording or the project anew first.',
  },
  'not-responding': {
    exitCode: 40,
    advice:
      'Try again: it goes on from where it was last kept. If it happens again, please report it with the details.',
  },
  'unknown-session': { exitCode: 10, advice: 'Open the recording or the project again.' },
  'unknown-artifact': { exitCode: 10, advice: 'Ask for it again; it was dropped to save memory.' },
  internal: { exitCode: 40, advice: 'Please report this, with the message above.' },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errorKinds

/** An error with a code of the table above. `details` are JSON-safe facts for reports. */
export class ShellacError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, string | number | boolean>>

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, string | number | boolean>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = 'ShellacError'
    this.code = code
    this.details = details
  }
}
