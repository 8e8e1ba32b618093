import { afterEach, describe, expect, it, vi } from 'vitest'
import { applyTheme, rememberedTheme, shownTheme } from './theme'

function stubPage(storage: Pick<Storage, 'getItem' | 'setItem'>, systemIsLight = false) {
  const root = { dataset: {} as Record<string, string> }
  vi.stubGlobal('document', { documentElement: root })
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('matchMedia', () => ({ matches: systemIsLight }))
  return root
}

function workingStorage(entries = new Map<string, string>()) {
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  }
}

const forbidden = {
  getItem: (): never => {
    throw new Error('SecurityError')
  },
  setItem: (): never => {
    throw new Error('SecurityError')
  },
}

describe('theme', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('what was applied is shown and remembered', () => {
    const root = stubPage(workingStorage())
    expect(rememberedTheme()).toBe('dark')
    applyTheme('light')
    expect(root.dataset).toEqual({ theme: 'light' })
    expect([rememberedTheme(), shownTheme()]).toEqual(['light', 'light'])
  })

  it('a window that may not remember still shows the theme', () => {
    const root = stubPage(forbidden)
    applyTheme('light')
    expect(root.dataset['theme']).toBe('light')
    expect(rememberedTheme()).toBe('dark')
  })

  it('a remembered word that is no theme is the dark theme', () => {
    stubPage({ ...workingStorage(), getItem: () => 'sepia' })
    expect(rememberedTheme()).toBe('dark')
  })

  it.each([
    [true, 'light'],
    [false, 'dark'],
  ])('the theme of the system follows the system (light: %s)', (systemIsLight, shown) => {
    stubPage(workingStorage(), systemIsLight)
    applyTheme('system')
    expect(shownTheme()).toBe(shown)
  })
})
