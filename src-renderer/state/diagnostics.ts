import type { AppParts } from './app.svelte'

/** Saves what a report of a fault needs, where the person says. */
export async function saveDiagnostics({ shell, files, notices }: AppParts): Promise<void> {
  try {
    const target = await files.chooseTarget('diagnostics', 'shellac-diagnostics.zip')
    if (!target) return
    await shell.host.saveDiagnostics({ file: target.file, overwrite: target.mayReplace })
    await files.deliver(target)
    notices.show({
      tone: 'success',
      title: `Saved ${target.name}`,
      text: 'There is no sound in it, and no folders. Look into it before you send it.',
    })
  } catch (error) {
    notices.showError('The diagnostics could not be saved', error)
  }
}
