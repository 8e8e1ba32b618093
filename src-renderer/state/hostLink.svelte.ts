/** The window's frame and menu on one side, the page on the other. */
import { commandIds, type CommandId } from '@core/contract/commands'
import type { HostEvent, PageFacts } from '@core/contract/page'
import { give, type App } from './app.svelte'
import { describeTarget } from './keyboard'

/** Keeps the frame and the native menu true to the page; to be called where effects may be made. */
export function tellHost(app: App): void {
  const { dialogs } = app.shell
  if (dialogs.kind !== 'desktop') return
  const text = $derived(JSON.stringify(factsOf(app)))
  $effect(() => {
    dialogs.describePage(JSON.parse(text) as PageFacts).catch(() => undefined)
  })
}

function factsOf({ work, actions }: App): PageFacts {
  const { isEdited, undoLabel, redoLabel } = work.document
  return {
    title: work.title,
    isEdited,
    commands: commandIds.filter((command) => actions.isEnabled(command)),
    undo: undoLabel,
    redo: redoLabel,
  }
}

/** Does what the host asks for. Returns how to stop. */
export function answerHost(app: App, onEngineCrash: () => void): () => void {
  return app.shell.onEvent((event) => answer(app, event, onEngineCrash))
}

function answer(app: App, event: HostEvent, onEngineCrash: () => void): void {
  switch (event.kind) {
    case 'command':
      if (!editText(event.command)) give(app, event.command)
      break
    case 'openings':
      void app.actions.openWaiting()
      break
    case 'engine-crashed':
      onEngineCrash()
      break
    case 'close-wish':
      void answerCloseWish(app)
  }
}

/** In a text field these commands of the native menu are about the text. True when that was so. */
function editText(command: CommandId): boolean {
  const textCommand = { undo: 'undo', redo: 'redo', 'select-all': 'selectAll' }[command as string]
  if (textCommand === undefined || !describeTarget(document.activeElement).isText) return false
  // Deprecated, and the only way to a text field's own history.
  return document.execCommand(textCommand)
}

let isAsking = false

/** Says at once that the page is there, and what the person decides when they have. */
async function answerCloseWish({ shell, actions }: App): Promise<void> {
  const { dialogs } = shell
  if (dialogs.kind !== 'desktop') return
  await dialogs.answerCloseWish({ answer: 'asking' })
  if (isAsking) return
  isAsking = true
  try {
    const mayClose = await actions.mayClose()
    await dialogs.answerCloseWish({ answer: mayClose ? 'close' : 'stay' })
  } finally {
    isAsking = false
  }
}
