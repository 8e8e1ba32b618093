import type { Shell } from '../shell/shell'
import type { Notices } from './notices.svelte'

/** Stays until the person closes it. */
export function warnOfLackingSandbox(
  { sandboxLack }: Pick<Shell, 'sandboxLack'>,
  notices: Pick<Notices, 'show'>,
): void {
  if (sandboxLack === null) return
  notices.show({
    tone: 'warning',
    title: 'This window runs without a sandbox',
    text: `A fault in it would reach all of your files. ${sandboxLack}`,
    advice: 'Until then, open only recordings and projects whose origin you trust.',
  })
}
