import { describe, expect, it } from 'vitest'
import { commandIds, commands } from '@core/contract/commands'
import { keyGroups } from './keyRows'

const rows = keyGroups().flatMap((group) => group.rows)

describe('the key sheet', () => {
  it('has every command that has keys, and no other', () => {
    const withKeys = commandIds.filter((id) => commands[id].keys.length > 0 && !/source-\d$/.test(id))
    const labels = rows.map(({ label }) => label)
    for (const id of withKeys) expect(labels.filter((label) => label === commands[id].label)).toHaveLength(1)
    expect(labels).not.toContain(commands['open-demo'].label)
  })

  it('has one row for the nine sources', () => {
    expect(rows.filter(({ isRange }) => isRange)).toEqual([
      { keys: ['1', '9'], isRange: true, label: 'Put in source 1 to 9' },
    ])
    expect(rows.some(({ label }) => label === commands['assign-to-source-2'].label)).toBe(false)
  })

  it('has no empty group', () => {
    for (const group of keyGroups()) expect(group.rows.length).toBeGreaterThan(0)
  })
})
