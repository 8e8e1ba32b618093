import { tick } from 'svelte'

/** Keeps the focus in a dialog whose buttons change when its job begins or ends; to be called where effects may be made. */
export function keepDialogFocus(isOpen: () => boolean, isRunning: () => boolean): void {
  $effect(() => {
    isRunning()
    if (isOpen()) void tick().then(recoverDialogFocus)
  })
}

/**
 * Leads on who was at a button of a dialog that has gone away: to what is marked `data-autofocus`. Leaves the focus alone where it is at
 * a control.
 */
function recoverDialogFocus(): void {
  const { activeElement } = document
  const controls = ':is(button, input, summary, [tabindex="0"])'
  if (activeElement?.closest(`[role="dialog"] :is(.dialog-body, .dialog-footer) ${controls}`)) return
  document.querySelector<HTMLElement>('[role="dialog"] [data-autofocus]')?.focus()
}
