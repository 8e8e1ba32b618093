/**
 * Leads on who was at a button of a dialog that has gone away: to what is marked `data-autofocus`. Leaves the focus alone where it is at
 * a control.
 */
export function recoverDialogFocus(): void {
  const { activeElement } = document
  const controls = ':is(button, input, summary, [tabindex="0"])'
  if (activeElement?.closest(`[role="dialog"] :is(.dialog-body, .dialog-footer) ${controls}`)) return
  document.querySelector<HTMLElement>('[role="dialog"] [data-autofocus]')?.focus()
}
