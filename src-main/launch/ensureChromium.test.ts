import { describe, expect, it } from 'vitest'
import { ensureChromium, type Machine } from './ensureChromium.mjs'

/** A machine on which some files are there, and running some commands makes others. */
function fakeMachine(given: Partial<Machine> & { files?: string[]; makes?: Record<string, string> }) {
  const { files = [], makes = {}, ...rest } = given
  const there = new Set(files)
  const ran: string[] = []
  const machine: Machine = {
    environment: {},
    platform: 'linux',
    userId: 0,
    exists: (path) => there.has(path),
    run(command, words) {
      const line = [command.split('/').at(-1), ...words].join(' ')
      ran.push(line)
      const [, made] = Object.entries(makes).find(([part]) => line.includes(part)) ?? []
      if (made !== undefined) there.add(made)
      return { ok: made !== undefined, output: made ?? `first line\n${command} failed` }
    },
    say: () => undefined,
    ...rest,
  }
  return { machine, ran }
}

const system = '/usr/bin/chromium'

describe('ensureChromium', () => {
  it('takes the one that is named, and refuses a name of nothing', () => {
    const environment = { CHROMIUM_PATH: '/opt/chrome' }
    const { machine, ran } = fakeMachine({ environment, files: ['/opt/chrome', system] })
    expect(ensureChromium('/app', machine)).toBe('/opt/chrome')
    expect(ran).toEqual([])
    expect(() => ensureChromium('/app', fakeMachine({ environment }).machine)).toThrow('/opt/chrome')
  })

  it('takes the one of the system before any other', () => {
    const { machine, ran } = fakeMachine({ files: [system] })
    expect(ensureChromium('/app', machine)).toBe(system)
    expect(ran).toEqual([])
  })

  it('takes the one that Playwright has downloaded', () => {
    const files = ['/app/node_modules/@playwright/test/index.js', '/cache/chrome']
    const { machine } = fakeMachine({ files, makes: { executablePath: '/cache/chrome' } })
    expect(ensureChromium('/app', machine)).toBe('/cache/chrome')
  })

  it('installs the system package as root, with fresh lists where the old ones do not do', () => {
    const first = fakeMachine({ makes: { 'apt-get install': system } })
    expect(ensureChromium('/app', first.machine)).toBe(system)
    expect(first.ran.filter((line) => line.includes('update'))).toEqual([])

    const { machine, ran } = fakeMachine({})
    let isFresh = false
    const run: Machine['run'] = (command, words) => {
      const isUpdate = words.includes('update')
      isFresh ||= isUpdate
      return isFresh && !isUpdate ? { ok: true, output: '' } : machine.run(command, words)
    }
    const exists = (path: string): boolean => isFresh && path === system
    expect(ensureChromium('/app', { ...machine, run, exists })).toBe(system)
    expect(ran.some((line) => line.includes('playwright'))).toBe(false)
  })

  it('leaves the system alone where it is not root, and lets Playwright download', () => {
    const files = ['/app/node_modules/@playwright/test/index.js']
    const makes = { 'install chromium': '/cache/chrome', executablePath: '/nowhere' }
    const { machine, ran } = fakeMachine({ userId: 1000, files, makes })
    const run: Machine['run'] = (command, words) =>
      words.some((word) => word.includes('executablePath'))
        ? { ok: true, output: '/cache/chrome' }
        : machine.run(command, words)
    expect(ensureChromium('/app', { ...machine, run })).toBe('/cache/chrome')
    expect(ran.some((line) => line.startsWith('apt-get'))).toBe(false)
  })

  it('says what was tried where nothing helps', () => {
    const { machine } = fakeMachine({})
    expect(() => ensureChromium('/app', machine)).toThrow(/CHROMIUM_PATH[^]*apt-get failed[^]*playwright: /)
  })
})
