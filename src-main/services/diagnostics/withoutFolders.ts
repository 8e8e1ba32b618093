/**
 * A text whose paths are only the names of files. In doubt more is left out: a folder may have blanks in its name.
 */
export function withoutFolders(text: string): string {
  return text.replace(/(?<![\w.~)\]])(?:[A-Za-z]:)?[\\/]{1,2}(?! )(?:[^\\/\n"]+[\\/])+/g, '')
}
