import type { Effort, Row, Section } from '../section'
import { damageRow } from './damageRow'
import { failingCallsRow, fullDiskRow } from './failingDiskRows'
import { editsLostRow, killRow, recoveryRow } from './killRows'
import { linkRow } from './linkRow'
import { powerLossRow } from './powerLossRow'
import { readOnlyRow } from './readOnlyRow'
import { revisionRow } from './revisionRow'
import { sweepRow } from './sweepRow'

/** Promises D1 to D17, as far as they need no window: those are shown by the end-to-end tests. */
export const keepingSection: Section = {
  letter: 'D',
  title: 'Nothing is lost',
  about:
    'Processes that save are killed with SIGKILL at moments chosen by chance; calls to the file system fail, and the disk loses its power, by a layer in its place; saved projects are damaged on purpose; several processes save one project at once. What happens in a window (recovery, closing, a moved recording) is in `e2e/specs`: recovery, closing, reload, saving.',
  async measure(effort) {
    const rows: ((effort: Effort) => Promise<Row>)[] = [
      ...[killRow, powerLossRow, failingCallsRow, fullDiskRow, readOnlyRow, recoveryRow],
      ...[editsLostRow, linkRow, revisionRow, damageRow, sweepRow],
    ]
    const measured: Row[] = []
    for (const row of rows) measured.push(await row(effort))
    return measured
  },
}
