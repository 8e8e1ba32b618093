import { describe, expect, it } from 'vitest'
import { availableMemory, type MemoryFacts } from './availableMemory'

const meminfo = 'MemTotal:  8000000 kB\nMemFree:  100000 kB\nMemAvailable:    4000000 kB\n'

function available(files: Readonly<Record<string, string>>, facts: Partial<MemoryFacts> = {}): number {
  const read = (path: string): string | undefined => files[path]
  return availableMemory({ platform: 'linux', total: 8e9, free: 1e9, read, ...facts })
}

describe('memory that is available', () => {
  it('is what the system can give without swapping', () => {
    expect(available({ '/proc/meminfo': meminfo })).toBe(4_000_000 * 1024)
    expect(available({})).toBe(1e9)
  })

  it('is half of all on macOS, which does not say, and what is free on Windows', () => {
    expect(available({ '/proc/meminfo': meminfo }, { platform: 'darwin' })).toBe(4e9)
    expect(available({ '/proc/meminfo': meminfo }, { platform: 'win32' })).toBe(1e9)
  })

  it('is what the control group and those around it leave, without files that can be forgotten', () => {
    const group = '/sys/fs/cgroup/batch/job'
    const files = {
      '/proc/meminfo': meminfo,
      '/proc/self/cgroup': '0::/batch/job\n',
      [`${group}/memory.max`]: '2000000000\n',
      [`${group}/memory.current`]: '1500000000\n',
      [`${group}/memory.stat`]: 'anon 1100000000\ninactive_file 400000000\n',
    }
    expect(available(files)).toBe(900_000_000)
    const around = { '/sys/fs/cgroup/batch/memory.max': '900', '/sys/fs/cgroup/batch/memory.current': '700' }
    expect(available({ ...files, ...around })).toBe(200)
    expect(available({ ...files, [`${group}/memory.max`]: 'max\n' })).toBe(4_000_000 * 1024)
    expect(available({ ...files, [`${group}/memory.current`]: '9000000000' })).toBe(0)
  })

  it('heeds the older kind of control groups', () => {
    const files = {
      '/proc/meminfo': meminfo,
      '/proc/self/cgroup': '5:cpu,cpuacct:/x\n4:memory:/y\n',
      '/sys/fs/cgroup/memory/y/memory.limit_in_bytes': '3000',
      '/sys/fs/cgroup/memory/y/memory.usage_in_bytes': '2000',
      '/sys/fs/cgroup/memory/y/memory.stat': 'total_inactive_file 500\n',
    }
    expect(available(files)).toBe(1500)
  })

  it('is a number on this machine', () => {
    expect(availableMemory()).toBeGreaterThan(0)
  })
})
