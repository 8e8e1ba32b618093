/**
 * Runs a synchronous call of a decoder library that prints its complaints, without the printing: they reach the
 * person as warnings of the file instead.
 */
export function quietly<Result>(call: () => Result): Result {
  const { error, log, warn } = console
  const silent = (): void => undefined
  Object.assign(console, { error: silent, log: silent, warn: silent })
  try {
    return call()
  } finally {
    Object.assign(console, { error, log, warn })
  }
}
