/** The rows of the key sheet: the commands by group, and the keys that controls have of their own. */
import {
  commandIds,
  commands,
  groupNames,
  sourceNumbers,
  type CommandGroup,
  type CommandId,
  type CommandKeys,
} from '@core/contract/commands'

export interface KeyRow {
  /** As in the table of commands. More than one: any of them does it. */
  readonly keys: readonly string[]
  /** The keys from the first to the last. */
  readonly isRange?: true
  readonly label: string
  /** The command, where its key can be changed. */
  readonly id?: CommandId
}

export interface KeyGroup {
  readonly title: string
  readonly rows: readonly KeyRow[]
}

const ofSliders: KeyGroup = {
  title: 'Sliders: level, pan, amount',
  rows: [
    { keys: ['ArrowRight', 'ArrowUp'], label: 'More' },
    { keys: ['ArrowLeft', 'ArrowDown'], label: 'Less' },
    { keys: ['Shift+ArrowRight', 'Shift+ArrowLeft'], label: 'In fine steps' },
    { keys: ['PageUp', 'PageDown'], label: 'In coarse steps' },
    { keys: ['Home', 'End'], label: 'To the end' },
    { keys: ['Enter'], label: 'Type a number' },
    { keys: ['Escape'], label: 'Give up a drag' },
  ],
}

/** Every command, with its keys or none, and what sliders do. */
export function keyGroups(keysOf: CommandKeys): KeyGroup[] {
  const groups = (Object.keys(groupNames) as CommandGroup[]).map((group) => ({
    title: groupNames[group],
    rows: rowsOf(group, keysOf),
  }))
  return [...groups, ofSliders]
}

function rowsOf(group: CommandGroup, keysOf: CommandKeys): KeyRow[] {
  const rows: KeyRow[] = []
  for (const id of commandIds) {
    const { label, group: own } = commands[id]
    if (own !== group) continue
    if (!id.startsWith('assign-to-source-')) rows.push({ keys: keysOf[id], label, id })
    else if (id === 'assign-to-source-1') rows.push(assignRow)
  }
  return rows
}

const [firstSource, lastSource] = [sourceNumbers[0], sourceNumbers[sourceNumbers.length - 1]]
const assignRow: KeyRow = {
  keys: [`${firstSource}`, `${lastSource}`],
  isRange: true,
  label: `Put in source ${firstSource} to ${lastSource}`,
}
