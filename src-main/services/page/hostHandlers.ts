import type { Progress } from '@core/contract/job'
import type { HostMethod, HostRequest, HostResult } from '@core/contract/page'

export type WatchProgress = (progress: Progress) => void

/**
 * What a host answers itself. A method that is not there is refused. Requests have passed hostSchema.ts; `watch` reports
 * progress to the page that asked, as far as the method has any.
 */
export type HostHandlers = {
  readonly [Method in HostMethod]?: (
    request: HostRequest<Method>,
    watch: WatchProgress,
  ) => HostResult<Method> | Promise<HostResult<Method>>
}
