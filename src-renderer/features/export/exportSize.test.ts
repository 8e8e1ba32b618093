import { sampleProject } from '@core/project/sampleProject.testSupport'
import { describe, expect, it } from 'vitest'
import { firstChoices, wishOf } from './exportChoices'
import { estimatedBytes, formatBytes } from './exportSize'

describe('the size', () => {
  it('counts every file with its channels', () => {
    const project = sampleProject()
    const long = { ...project, recording: { ...project.recording, sampleCount: 44_100 * 60 } }
    const bytes = (changed: object): number =>
      estimatedBytes({ ...wishOf(firstChoices, long, null), ...changed }, long)
    expect(bytes({})).toBe(60 * 44_100 * 2 * 2)
    expect(bytes({ contents: ['mix', 'components'], bits: 24 })).toBe(60 * 44_100 * 3 * (2 + 3))
    expect(bytes({ format: 'mp3' })).toBe((60 * 192_000) / 8)
    expect([1, 5e5, 10_584_000, 2.5e9].map(formatBytes)).toEqual([
      'about 1 kB',
      'about 500 kB',
      'about 11 MB',
      'about 2.5 GB',
    ])
  })
})
