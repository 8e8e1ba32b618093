/**
 * Errors a person can act on. The message of a ShellacError says what happened, with the value and the rule;
 * this table says, for each code, what to do next and how the command line exits (docs/command-line.md).
 */

export interface ErrorKind {
  /** Exit code of the command line. */
  readonly exitCode: number
  /** Where it arises, if the error does not say more exactly. */
  readonly stage: string
  /** What it means in general; the message of an error says what it was this time. */
  readonly cause: string
  /** What the person can do next, one sentence. */
  readonly advice: string
}

export const errorKinds = {
  'bad-argument': {
    exitCode: 10,
    stage: 'checking what was asked',
    cause: 'A value is not one that is allowed.',
    advice: 'Correct the value and try again.',
  },
  'file-not-found': {
    exitCode: 10,
    stage: 'opening the file',
    cause: 'There is no file at this path.',
    advice: 'Check the path; nothing was changed.',
  },
  'unreadable-file': {
    exitCode: 20,
    stage: 'reading the file',
    cause: 'The system does not let the file be read.',
    advice: 'Check that the file can be opened and try again.',
  },
  'damaged-file': {
    exitCode: 10,
    stage: 'reading the file',
    cause: 'The file is not whole, or contradicts itself.',
    advice: 'Try another copy of the file; this one cannot be read.',
  },
  'no-audio': {
    exitCode: 10,
    stage: 'reading the file',
    cause: 'There is no sound in the file.',
    advice: 'Choose a file that holds a recording.',
  },
  'unknown-format': {
    exitCode: 11,
    stage: 'reading the file',
    cause: 'The file is of no kind that is known here.',
    advice: 'Convert the file to WAV or FLAC first.',
  },
  'unsupported-encoding': {
    exitCode: 11,
    stage: 'decoding the sound',
    cause: 'The sound is encoded in a way that cannot be read here.',
    advice: 'Convert the file to WAV or FLAC first.',
  },
  'not-a-project': {
    exitCode: 11,
    stage: 'opening the project',
    cause: 'The file is no project of this program.',
    advice: 'Choose a .shellac project; a recording is decomposed first.',
  },
  'damaged-project': {
    exitCode: 10,
    stage: 'opening the project',
    cause: 'The project is not whole, or contradicts itself.',
    advice: 'Open a backup of the project, or decompose the recording again.',
  },
  'project-too-new': {
    exitCode: 11,
    stage: 'opening the project',
    cause: 'The project was saved by a newer version.',
    advice: 'Install the newest version of Shellac to open this project.',
  },
  'recording-not-found': {
    exitCode: 10,
    stage: 'finding the recording of the project',
    cause: 'The recording is not where it was when the project was saved.',
    advice: 'Choose where the recording is now; on the command line, say --recording <file>.',
  },
  'recording-changed': {
    exitCode: 10,
    stage: 'finding the recording of the project',
    cause: 'The recording is not the one that was decomposed.',
    advice: 'Put the original recording back, or decompose the changed one into a new project.',
  },
  'project-changed': {
    exitCode: 10,
    stage: 'saving the project',
    cause: 'Another window or program saved the project meanwhile.',
    advice: 'Save under another name, so that both versions stay; or open the other one first.',
  },
  'target-exists': {
    exitCode: 10,
    stage: 'checking where to write',
    cause: 'A file of this name exists.',
    advice: 'Choose another name; on the command line, say --force to replace it.',
  },
  'target-is-source': {
    exitCode: 10,
    stage: 'checking where to write',
    cause: 'The file to write is the recording itself.',
    advice: 'Choose another name: the source recording is never written to.',
  },
  'write-failed': {
    exitCode: 20,
    stage: 'writing',
    cause: 'The system does not let the file be written.',
    advice: 'Check the folder and its permissions, then try again.',
  },
  'disk-full': {
    exitCode: 21,
    stage: 'writing',
    cause: 'There is no room on the disk.',
    advice: 'Free some space, or choose another disk; nothing was replaced.',
  },
  'disk-not-responding': {
    exitCode: 20,
    stage: 'writing',
    cause: 'The disk or the network folder does not answer.',
    advice:
      'Write to another folder, or try again once this one answers; a file that was there before is whole.',
  },
  'not-enough-memory': {
    exitCode: 30,
    stage: 'before or while computing',
    cause: 'The work takes more memory than there is.',
    advice: 'Close other programs, or choose fewer starts, less overlap or a shorter recording.',
  },
  cancelled: {
    exitCode: 130,
    stage: 'any',
    cause: 'The work was cancelled.',
    advice: 'Nothing was left behind; start again when you like.',
  },
  'engine-crashed': {
    exitCode: 40,
    stage: 'any',
    cause: 'The process that computes ended.',
    advice: 'Try again, a new engine starts by itself; open the recording or the project anew first.',
  },
  'not-responding': {
    exitCode: 40,
    stage: 'computing or rendering',
    cause: 'Nothing was heard of the work for too long.',
    advice:
      'Try again: it goes on from where it was last kept. If it happens again, please report it with the details.',
  },
  'unknown-session': {
    exitCode: 10,
    stage: 'asking the engine',
    cause: 'The engine does not have this recording open.',
    advice: 'Open the recording or the project again.',
  },
  'unknown-artifact': {
    exitCode: 10,
    stage: 'asking the engine',
    cause: 'The engine does not keep this any more.',
    advice: 'Ask for it again; it was dropped to save memory.',
  },
  internal: {
    exitCode: 40,
    stage: 'any',
    cause: 'A fault of this program.',
    advice: 'Please report this, with the message above.',
  },
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

/** The four parts that every error has for people. */
export interface ErrorParts {
  /** Name of the file that it is about, without folders; null: of none. */
  readonly file: string | null
  readonly stage: string
  readonly cause: string
  readonly nextStep: string
}

/** @param stage where it happened, where that is known; else where such errors arise */
export function errorParts({ code, message, details }: ShellacError, stage?: string): ErrorParts {
  const kind = errorKinds[code]
  const path = typeof details.path === 'string' ? details.path : null
  return {
    file: path === null ? null : (path.split(/[\\/]/).at(-1) ?? path),
    stage: stage ?? kind.stage,
    cause: message || kind.cause,
    nextStep: kind.advice,
  }
}
