/** Whether a process of that number runs on this machine. */
export function processIsAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // Only "no such process" proves it dead; a process of another user may not be signalled.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
