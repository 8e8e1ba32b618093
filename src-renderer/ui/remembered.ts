/** Preferences of this window's person, kept by the browser. Where storage is forbidden they last as long as the window. */

export function remember(key: string, text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // Forbidden, or full.
  }
}

/** Null where nothing was kept. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
