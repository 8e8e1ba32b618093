/** For tests: the ShellacError that the work ends with; any other end throws. */
import { ShellacError } from '@core/contract/errors'

export async function refusal(work: Promise<unknown>): Promise<ShellacError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ShellacError) return error
  throw new Error(`expected a ShellacError, got ${String(error)}`)
}
