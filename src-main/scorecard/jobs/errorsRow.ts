/** Promise J7: whoever meets an error is told what they need. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { outcomeOf, type Effort, type Row } from '../section'
import { errorCodes, lackingParts, raise, raisersIn } from './raisedErrors'

export async function errorsRow({ folder, say }: Effort): Promise<Row> {
  const place = join(folder, 'errors')
  await mkdir(place)
  const raisers = raisersIn(place)
  let covered = 0
  for (const code of errorCodes) {
    const lacking = lackingParts(code, await raise(raisers, code))
    if (lacking.length === 0) covered++
    else say(`${code} lacks ${lacking.join(', ')}`)
  }
  return {
    requirement: 'J7',
    promise: 'An error names file, stage, cause and next step.',
    tried: 'each error code, raised once by what raises it in the program; its text read for the four parts',
    figure: `codes covered ${covered}/${errorCodes.length}`,
    outcome: outcomeOf(covered === errorCodes.length),
  }
}
