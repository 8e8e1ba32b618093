import { ShellacError } from '@core/contract/errors'

/** Formats that are recognised but not decoded: no permissively licensed decoder for them exists outside a browser. */
export type UnsupportedType = 'mp4' | 'aac' | 'ac3' | 'asf'

const converters: Readonly<Record<UnsupportedType, string>> = {
  mp4: 'in.m4a',
  aac: 'in.aac',
  ac3: 'in.ac3',
  asf: 'in.wma',
}

/** The refusal that says what to do instead; 'damaged-file' for an MP4 file that is cut before its index. */
export function unsupportedFormat(type: UnsupportedType, bytes: Uint8Array): ShellacError {
  const name = formatName(type, bytes)
  if (name === undefined) {
    return new ShellacError('damaged-file', 'The MP4 file is cut: its index (moov) is missing.')
  }
  return new ShellacError(
    'unsupported-encoding',
    `${name} cannot be decoded on the command line: convert it first, e.g. ffmpeg -i ${converters[type]} out.wav ` +
      '(the window of the app can open AAC).',
  )
}

function formatName(type: UnsupportedType, bytes: Uint8Array): string | undefined {
  if (type === 'aac') return 'AAC (ADTS)'
  if (type === 'ac3') return 'AC-3'
  if (type === 'asf') return 'Windows Media Audio'
  if (indexOfText(bytes, 'moov') < 0) return undefined
  if (indexOfText(bytes, 'alac') >= 0) return 'ALAC in MP4'
  return indexOfText(bytes, 'mp4a') >= 0 ? 'AAC in MP4' : 'This MP4 file'
}

function indexOfText(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text, 0, 'latin1')
}
