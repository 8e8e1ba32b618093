/** Which look the window has. tokens.css holds the colours. */
import { recall, remember } from './remembered'

export type Theme = 'system' | 'dark' | 'light'
const storageKey = 'shellac-theme'
const themes: readonly string[] = ['system', 'dark', 'light'] satisfies readonly Theme[]

/** Shows the theme at once and remembers it for the next start. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  remember(storageKey, theme)
}

/** The theme chosen last; 'dark' where none was. */
export function rememberedTheme(): Theme {
  const stored = recall(storageKey)
  return stored !== null && isTheme(stored) ? stored : 'dark'
}

/** What is seen now: 'system' resolved. Pictures drawn on a canvas ask this. */
export function shownTheme(): 'dark' | 'light' {
  const theme = document.documentElement.dataset['theme']
  if (theme === 'light') return 'light'
  return theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}

/** Calls `listener` whenever what shownTheme answers may have changed. Returns how to stop. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const system = matchMedia('(prefers-color-scheme: light)')
  system.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', listener)
  }
}

function isTheme(text: string): text is Theme {
  return themes.includes(text)
}
