import type { FileKind, PickedFile, SaveTarget } from '@core/contract/page'
import type { Shell } from '../shell/shell'
import type { Dialogs } from './dialogs.svelte'

/** Choosing files, by the system's dialogs where the page has them, else in the page. */
export interface Files {
  /** Null when the person cancels. */
  choose(kinds: readonly FileKind[]): Promise<PickedFile | null>
  chooseTarget(kind: FileKind | 'export', name: string): Promise<SaveTarget | null>
  /** After something was written to a target: gives a download to the browser; otherwise nothing is left to do. */
  deliver(target: SaveTarget): Promise<void>
  /** Undefined where the system's file manager is out of reach. */
  readonly showInFolder: ((target: SaveTarget) => Promise<void>) | undefined
}

export function createFiles({ dialogs: host }: Shell, dialogs: Dialogs): Files {
  if (host.kind === 'desktop') {
    return {
      choose: async (kinds) => (await host.openDialog({ kinds })).picked,
      chooseTarget: async (kind, name) => (await host.saveDialog({ kind, name })).target,
      deliver: () => Promise.resolve(),
      showInFolder: async ({ file }) => void (await host.showInFolder({ file })),
    }
  }
  return {
    choose: (kinds) => dialogs.pickFile(kinds),
    chooseTarget: (kind, name) => dialogs.pickTarget(kind, name),
    deliver: async ({ file, isDownload }) => {
      if (!isDownload) return
      const { downloads } = await host.downloads({ file })
      for (const { download, name } of downloads) await host.saveDownload(download, name)
    },
    showInFolder: undefined,
  }
}
