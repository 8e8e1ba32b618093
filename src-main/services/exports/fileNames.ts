/** Names the systems keep for devices, with or without an extension. */
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i
const longestBytes = 180

/**
 * A name that every system can write: only what one of them forbids is replaced by '_', everything else, in any script, is
 * kept. Never empty, never longer than 180 bytes in UTF-8.
 */
export function safeFileName(name: string): string {
  const replaced = [...name.normalize('NFC')]
    .map((character) => (isForbidden(character) ? '_' : character))
    .join('')
    .replace(/[. ]+$/u, '')
    .trim()
  const shortened = shortenTo(replaced, longestBytes)
  if (shortened === '') return '_'
  return reserved.test(shortened) ? `${shortened}_` : shortened
}

function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code < 0x20 || code === 0x7f || '<>:"/\\|?*'.includes(character)
}

function shortenTo(name: string, byteLimit: number): string {
  let result = ''
  for (const character of name) {
    if (Buffer.byteLength(result + character) > byteLimit) break
    result += character
  }
  return result
}
