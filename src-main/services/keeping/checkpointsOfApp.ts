import { join } from 'node:path'
import { appDataFolder } from '../page/appDataFolder'
import { createCheckpointStore } from './checkpointStore'
import type { Resumable } from './decomposeResumably'

/** The checkpoints in the app's data folder. */
export function checkpointsOfApp(): Resumable {
  return { store: createCheckpointStore(join(appDataFolder(), 'checkpoints')) }
}
