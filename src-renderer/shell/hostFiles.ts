/** Bulk between page and host: artifacts, files and uploads by plain requests of the page's own origin. */
import { engineCrashed } from '@core/contract/engineClient'
import { unpackError } from '@core/contract/engineMessages'
import { ShellacError } from '@core/contract/errors'
import type { ArtifactId, FileId } from '@core/contract/ids'
import type { PickedFile } from '@core/contract/page'

export interface HostFiles {
  artifact(id: ArtifactId): Promise<Uint8Array>
  fileBytes(file: FileId): Promise<ArrayBuffer>
  download(file: FileId): Promise<Blob>
}

/** @param headers sent with every request */
export function createHostFiles(headers: Readonly<Record<string, string>>): HostFiles {
  const get = async (path: string): Promise<Response> => {
    const response = await fetch(path, { headers }).catch(() => {
      throw engineCrashed()
    })
    if (!response.ok) throw refusal(response.status, await response.text().catch(() => ''))
    return response
  }
  return {
    artifact: async (id) => new Uint8Array(await (await get(`/artifacts/${id}`)).arrayBuffer()),
    fileBytes: async (file) => (await get(`/files/${file}`)).arrayBuffer(),
    download: async (file) => (await get(`/downloads/${file}`)).blob(),
  }
}

const uploadType = 'application/octet-stream'

/** Sends a file; by XMLHttpRequest, since only that tells how far it is. */
export function uploadWithProgress(
  file: File,
  headers: Readonly<Record<string, string>>,
  onProgress?: (done: number) => void,
): Promise<PickedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', uploadPath(file))
    for (const [name, value] of Object.entries({ ...headers, 'Content-Type': uploadType })) {
      request.setRequestHeader(name, value)
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 1)
    request.onload = () => {
      const isDone = request.status === 200
      if (isDone) resolve(JSON.parse(request.responseText) as PickedFile)
      else reject(refusal(request.status, request.responseText))
    }
    request.onerror = () => {
      const message = `${file.name} could not be handed over: the connection was lost on the way.`
      reject(new ShellacError('unreadable-file', message))
    }
    // Setting the type of the body by hand keeps a Blob's own type out.
    request.send(file)
  })
}

/**
 * Sends a file that the page made, by fetch and as plain bytes: Chromium sends no body by XMLHttpRequest to schemes other than
 * http, and Electron's scheme handlers lose bodies that are Blobs.
 */
export async function uploadBytes(file: File): Promise<PickedFile> {
  const body = await file.arrayBuffer().catch(() => {
    throw new ShellacError('unreadable-file', `${file.name} cannot be read.`)
  })
  const headers = { 'Content-Type': uploadType }
  const response = await fetch(uploadPath(file), { method: 'POST', headers, body }).catch(() => {
    throw engineCrashed()
  })
  if (!response.ok) throw refusal(response.status, await response.text().catch(() => ''))
  return (await response.json()) as PickedFile
}

function uploadPath({ name }: File): string {
  return `/files?${new URLSearchParams({ name })}`
}

/** The error that an answer carries as JSON, or one made of its status. */
export function refusal(status: number, text: string): ShellacError {
  try {
    const { error } = JSON.parse(text) as { error?: Parameters<typeof unpackError>[0] }
    if (error) return unpackError(error)
  } catch {
    // Not every refusal is JSON.
  }
  return new ShellacError('internal', `The request was refused (${status}). ${text.trim()}`.trim())
}
