import type { PowerSaveBlocker } from 'electron'

/**
 * Keeps the system from sleeping while work runs; the display may go dark.
 * @returns to be told whenever work began or ended
 */
export function createKeepAwake(
  blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): (isWorking: boolean) => void {
  let id: number | undefined
  return (isWorking) => {
    if (isWorking && id === undefined) id = blocker.start('prevent-app-suspension')
    if (!isWorking && id !== undefined) {
      blocker.stop(id)
      id = undefined
    }
  }
}
