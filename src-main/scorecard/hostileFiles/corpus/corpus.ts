/** Every file that is made by code to be read wrongly; the same ones each time. */
import type { HostileFile } from '../hostileFile'
import { archiveFiles } from './archiveFiles'
import { boxFiles } from './boxFiles'
import { flacFiles } from './flacFiles'
import { mpegFiles } from './mpegFiles'
import { oggFiles } from './oggFiles'
import { otherPcmFiles } from './otherPcmFiles'
import { riffFiles } from './riffFiles'
import { tagFiles } from './tagFiles'

export async function hostileCorpus(): Promise<HostileFile[]> {
  const makers = [riffFiles, otherPcmFiles, flacFiles, mpegFiles, oggFiles, boxFiles, tagFiles, archiveFiles]
  const files: HostileFile[] = []
  for (const make of makers) files.push(...(await make()))
  return [...files, { name: 'nothing', kind: 'audio', bytes: new Uint8Array(0) }]
}
