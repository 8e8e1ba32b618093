/** Keeps what follows from a file's having been opened or saved. */
import type { EngineClient, EngineMethod, EngineRequest } from '@core/contract/engine'
import { isWithin, type FileVault } from './fileVault'
import type { RecentFiles } from './recentFiles'

export interface RememberSettings {
  readonly recentFiles: RecentFiles
  readonly vault: FileVault
  /** Real paths of folders and files that are nobody's own: the run's folder with uploads and downloads, the demo. */
  readonly passing: readonly string[]
}

/**
 * The same engine; a file of a person's own that was opened or saved becomes recent, and a project that was opened may be saved
 * over by the id it was opened with.
 */
export function rememberFiles(client: EngineClient, settings: RememberSettings): EngineClient {
  const { recentFiles, vault, passing } = settings
  const remember = async (method: EngineMethod, path: string): Promise<void> => {
    if (passing.some((folder) => isWithin(folder, path))) return
    if (method === 'openProject') vault.allowSaving(path)
    await recentFiles.add(path)
  }
  return {
    ...client,
    async call(method, request, options) {
      const result = await client.call(method, request, options)
      const path = pathOfDocument(method, request)
      if (path !== undefined) await remember(method, path)
      return result
    },
  }
}

const documentMethods: ReadonlySet<EngineMethod> = new Set([
  ...(['openRecording', 'openProject', 'openUndecomposed', 'saveProject'] as const),
])

function pathOfDocument<Method extends EngineMethod>(
  method: Method,
  request: EngineRequest<Method>,
): string | undefined {
  return documentMethods.has(method) && 'file' in request ? request.file : undefined
}
