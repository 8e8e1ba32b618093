import { encodeUtf8 } from '../audio/tags/textDecoding'

/** Names the systems keep for devices, with or without an extension. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|\.)/i
const longestBytes = 180

/**
 * A name that every system can write: only what one of them forbids is replaced by '_', everything else, in any script, is
 * kept. Never empty, never longer than `byteLimit` bytes in UTF-8, and one more where the name was that of a device.
 */
export function safeFileName(name: string, byteLimit = longestBytes): string {
  const replaced = [...name.normalize('NFC')]
    .map((character) => (isForbidden(character) ? '_' : character))
    .join('')
    .trim()
  const shortened = shortenTo(replaced, byteLimit).replace(/[. ]+$/u, '')
  if (shortened === '') return '_'
  return shortened.replace(reserved, '$1_')
}

/** '/' of POSIX, ':' of old and new macOS, and what Windows keeps (Naming Files, Paths, and Namespaces). */
function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const isLoneSurrogate = code >= 0xd800 && code <= 0xdfff
  const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f)
  // Marks that turn the reading round: "gpj.exe" would be shown as an end of ".jpg".
  const isTurn = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
  return isControl || isTurn || isLoneSurrogate || '<>:"/\\|?*'.includes(character)
}

/** Cut between code points. */
function shortenTo(name: string, byteLimit: number): string {
  let result = ''
  let bytes = 0
  for (const character of name) {
    bytes += encodeUtf8(character).length
    if (bytes > byteLimit) break
    result += character
  }
  return result
}
