/** Names and tags of others, as names of files. */
import { safeFileName } from '@core/export/fileNames'

const names: readonly string[] = [
  ...[
    '../evil',
    '..\\evil',
    '/etc/passwd',
    'C:\\evil',
    '\\\\server\\share',
    'a/b',
    'a\\b',
    '.',
    '..',
    '...',
    '',
  ],
  ...[
    'CON',
    'con',
    'PRN',
    'AUX',
    'NUL',
    'COM1',
    'COM0',
    'LPT9',
    'CON.txt',
    'nul.tar.gz',
    'com1.',
    'CONIN$',
    'CONOUT$',
    'COM\u00b9',
    'LPT\u00b2',
  ],
  ...[
    'ends.',
    'ends ',
    'ends. . ',
    ' begins',
    '\ttab',
    'line\nfeed',
    'nul\0',
    '\x1b[2J',
    '\x7f',
    '\x9b31m',
    '\u2028',
    '\u0085',
  ],
  ...[
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '$(id)',
    '`id`',
    ';rm -rf ~',
    '|cat',
    '&calc',
    '%PATH%',
    '!x',
    '-rf',
    '~',
  ],
  ...[
    '\u202egpj.exe',
    '\u200b',
    '\ufeff',
    '\u0000\u0000',
    '\ud800',
    'a\ud800b',
    'e\u0301',
    '\u00e9',
    'Ő 歌手 🎷',
    '\u0627\u0644',
  ],
  ...[
    'x'.repeat(255),
    'x'.repeat(5000),
    '🎷'.repeat(300),
    'a:b',
    'file.wav::$DATA',
    'a*?b',
    'a"b',
    'a|b',
    'a<b>c',
  ],
]

const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i

/** What Windows, macOS or Linux would not write as it stands, or would write elsewhere; undefined when it is a plain name. */
function faultOf(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'no name'
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[<>:"/\\|?*\u0000-\u001f\u007f-\u009f]/.test(name)) return 'a forbidden character'
  if (/[. ]$/.test(name)) return 'an end that Windows drops'
  if (devices.test(name)) return 'a device'
  if (Buffer.byteLength(name) > 255) return 'too long'
  if (/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(name)) return 'marks that turn the reading round'
  if (Buffer.from(name).toString() !== name) return 'half a character'
  return undefined
}

export interface NameFigures {
  readonly names: number
  /** Each with what is wrong. */
  readonly unsafe: readonly string[]
}

/** As an export writes them: the name before its extension, and within a longer one. */
export function tryNames(): NameFigures {
  const unsafe = names.flatMap((name) => {
    const written = safeFileName(name)
    const faults = [faultOf(written), faultOf(`${written}.wav`)].filter((fault) => fault !== undefined)
    return faults.slice(0, 1).map((fault) => `${JSON.stringify(name.slice(0, 20))}: ${fault}`)
  })
  return { names: names.length, unsafe }
}
