import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

/**
 * The words of a command line that can name files: what follows the program, and when it runs unpackaged the app's folder, without
 * switches. Chromium puts switches of its own into the arguments of a second start.
 */
export function wordsOf(argv: readonly string[], isPackaged: boolean): string[] {
  const words = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-'))
  return isPackaged ? words : words.slice(1)
}

/** Paths of those words that are files, absolute. */
export async function filesNamed(words: readonly string[], workingFolder: string): Promise<string[]> {
  const paths = words.map((word) => resolve(workingFolder, word))
  const facts = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)))
  return paths.filter((_, index) => facts[index]?.isFile())
}
