import { describe, expect, it } from 'vitest'
import { commandIds, commands, keyPresets } from '@core/contract/commands'
import { keyGroups } from './keyRows'

const groups = keyGroups(keyPresets.daw.keys)
const rows = groups.flatMap((group) => group.rows)

describe('the key sheet', () => {
  it('has every command once, with the keys in force', () => {
    const changeable = commandIds.filter((id) => !/source-\d$/.test(id))
    expect(rows.flatMap(({ id }) => id ?? []).toSorted()).toEqual(changeable.toSorted())
    for (const { id, keys } of rows) if (id) expect(keys).toEqual(keyPresets.daw.keys[id])
  })

  it('has one row for the nine sources', () => {
    expect(rows.filter(({ isRange }) => isRange)).toEqual([
      { keys: ['1', '9'], isRange: true, label: 'Put in source 1 to 9' },
    ])
    expect(rows.some(({ label }) => label === commands['assign-to-source-2'].label)).toBe(false)
  })

  it('has no empty group', () => {
    for (const group of groups) expect(group.rows.length).toBeGreaterThan(0)
  })
})
