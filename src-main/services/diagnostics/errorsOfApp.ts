import { join } from 'node:path'
import { createErrorLog, type ErrorLog } from './errorLog'

/** The errors in the app's data folder. */
export function errorsIn(dataFolder: string): ErrorLog {
  return createErrorLog(join(dataFolder, 'errors.jsonl'))
}
