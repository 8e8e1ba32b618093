/** The page was opened without the program: typed by hand, from a bookmark, or in a second tab. */
export class NotAdmittedError extends Error {
  constructor() {
    super('This page must be opened by Shellac.')
    this.name = 'NotAdmittedError'
  }
}
