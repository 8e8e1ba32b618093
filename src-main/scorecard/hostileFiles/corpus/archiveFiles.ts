/** Archives that are no project, or not the one they say they are. */
import { joinBytes } from '@core/audio/byteReader'
import { numberBytes } from '../draft'
import { goldenProject } from '../fixtures'
import type { HostileFile } from '../hostileFile'
import { zipOf, type ZipEntry } from './zip'

function project(name: string, bytes: Uint8Array): HostileFile {
  return { name: `zip ${name}`, kind: 'project', bytes }
}

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const zeros = new Uint8Array(10 << 20)
const manifest: ZipEntry = { name: 'manifest.json', content: latin('{}') }
const small: ZipEntry = { name: 'W.npy', content: latin('x') }

/** Names that lead out of a folder, stand for devices, or hide what they are. */
export const badNames: readonly string[] = [
  '../manifest.json',
  '../../evil.txt',
  './manifest.json',
  '/manifest.json',
  '//server/share',
  '\\manifest.json',
  '..\\evil.txt',
  'a/../../evil',
  'a/./b',
  'C:\\evil.txt',
  'C:evil.txt',
  'file:///etc/passwd',
  'manifest.json\0.png',
  'manifest.json/',
  'manifest.json ',
  ' manifest.json',
  'manifest.json.',
  'MANIFEST.JSON',
  'Manifest.json',
  'w.npy',
  'W.NPY',
  'W.npy::$DATA',
  'CON',
  'NUL.npy',
  'aux',
  'COM1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '.',
  '..',
  '~/.bashrc',
  '-rf',
  '$(id)',
  '`id`',
  '<img src=x onerror=alert(1)>',
  '\u202egnp.npy',
  'm\u0430nifest.json',
  'ｍanifest.json',
  'W\u0301.npy',
  `${'a'.repeat(65_000)}`,
  '\ud800.npy',
  'a\r\nb',
  '\x1b[2J',
]

const nameFiles = badNames.map((name) =>
  project(`with an entry ${JSON.stringify(name.slice(0, 40))}`, zipOf([manifest, { ...small, name }])),
)

function shared(): Uint8Array {
  const bomb: ZipEntry = { name: 'W.npy', content: zeros, isDeflated: true }
  return zipOf([
    bomb,
    { name: 'H.npy', content: latin(''), says: { offset: 0, packed: 10_000, unpacked: 1 << 20 } },
  ])
}

/** Each of these must be refused before anything of it is unpacked. */
export function bombsAndSlips(): HostileFile[] {
  return [
    ...nameFiles,
    project(
      'of 118 bytes that says it unpacks to 1.5 GB',
      zipOf([{ ...small, says: { unpacked: 1_500_000_000 } }]),
    ),
    project('that says it unpacks to 4 GiB', zipOf([{ ...small, says: { unpacked: 0xfffffffe } }])),
    project('packed 1024 to 1', zipOf([{ name: 'manifest.json', content: zeros, isDeflated: true }])),
    project(
      'packed 1024 to 1, as an array',
      zipOf([manifest, { name: 'W.npy', content: zeros, isDeflated: true }]),
    ),
    project(
      'packed 1024 to 1 that says it is small',
      zipOf([{ name: 'manifest.json', content: zeros, isDeflated: true, says: { unpacked: 100 } }]),
    ),
    project('whose entries overlap', shared()),
    project('with a name twice', zipOf([manifest, manifest])),
    project('with names that differ in case', zipOf([manifest, { ...manifest, name: 'Manifest.json' }])),
    project('whose entry has two names', zipOf([{ ...manifest, says: { localName: '../../../evil' } }])),
    project('with 70,000 entries', zipOf(Array.from({ length: 70_000 }, () => small))),
    project(
      'with 5,000 entries',
      zipOf(Array.from({ length: 5000 }, (_, i) => ({ ...small, name: `W${i}.npy` }))),
    ),
    project('that says it has 65,535 entries', zipOf([manifest], { entryCount: 65_535 })),
    project('with a link', zipOf([{ ...manifest, says: { attributes: 0o120777 * 65_536 } }])),
    project('with a folder', zipOf([{ ...manifest, name: 'manifest.json/' }])),
    project('with an encrypted entry', zipOf([{ ...manifest, says: { flags: 1 } }])),
    project('with strong encryption', zipOf([{ ...manifest, says: { flags: 0x41 } }])),
    ...[1, 6, 9, 12, 14, 93, 95, 98, 99, 0xffff].map((method) =>
      project(`packed by method ${method}`, zipOf([{ ...manifest, says: { method } }])),
    ),
    project('whose entry lies behind the file', zipOf([{ ...manifest, says: { offset: 0x7fffffff } }])),
    project('whose entry lies inside the directory', zipOf([{ ...manifest, says: { offset: 46 } }])),
    project(
      'whose entry is longer than the file',
      zipOf([{ ...manifest, says: { packed: 0x7fffffff, unpacked: 0x7fffffff } }]),
    ),
    project('whose directory lies behind the file', zipOf([manifest], { directoryOffset: 0xfffffff0 })),
    project('whose directory is longer than the file', zipOf([manifest], { directorySize: 0xfffffff0 })),
    project('whose directory begins at 0', zipOf([manifest], { directoryOffset: 0 })),
    project('whose checksum is wrong', zipOf([{ ...manifest, says: { crc: 1 } }])),
    project('in a zip', zipOf([{ name: 'manifest.json', content: zipOf([manifest]) }])),
    project('without an entry', zipOf([])),
    project('of its start only', latin('PK\x03\x04')),
    project('of its end only', zipOf([]).slice()),
    project('of 100,000 starts', joinBytes(Array.from({ length: 100_000 }, () => latin('PK\x03\x04')))),
    project(
      'of 100,000 ends',
      joinBytes([latin('PK\x03\x04'), ...Array.from({ length: 3000 }, () => zipOf([]))]),
    ),
    project(
      'with an end that points to a zip64 end behind the file',
      joinBytes([
        zipOf([manifest]).slice(0, -22),
        latin('PK\x06\x07'),
        new Uint8Array(4),
        numberBytes(2n ** 62n, 8, true),
        numberBytes(1, 4, true),
        zipOf([manifest], { entryCount: 0xffff }).slice(-22),
      ]),
    ),
  ]
}

/** A manifest of text that must not be read, or not be believed. */
function manifests(): HostileFile[] {
  const nested = (open: string, close: string, depth: number): string =>
    open.repeat(depth) + close.repeat(depth)
  const texts: Readonly<Record<string, string>> = {
    empty: '',
    null: 'null',
    'of a number': '1e999',
    'of arrays 64 deep': nested('[', ']', 64),
    'of arrays 65 deep': nested('[', ']', 65),
    'of arrays 1,000,000 deep': nested('[', ']', 1_000_000),
    'of open brackets only': '['.repeat(5_000_000),
    'of objects 100,000 deep': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    'with the key __proto__': '{"format":"shellac","version":1,"__proto__":{"isAdmin":true}}',
    'with the key __proto__ deep inside': '{"a":[{"b":{"__proto__":1}}]}',
    'with the key __proto__ in escapes': '{"\\u005f_proto__":1}',
    'with the key constructor': '{"constructor":{"prototype":{"x":1}}}',
    'with a key 1,000,000 times': `{${Array.from({ length: 1_000_000 }, () => '"a":1').join()}}`,
    'with 300,000 keys': `{${Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join()}}`,
    'of an array of 3,000,000 numbers': `[${'1,'.repeat(3_000_000)}1]`,
    'of a text of 20 MB': JSON.stringify({ name: 'x'.repeat(20_000_000) }),
    'of strings that never end': `{"a":"${'\\'.repeat(100_001)}`,
    'of lone surrogates': '{"a":"\\ud800"}',
    'of version 1e308': '{"format":"shellac","version":1e308}',
    'of version -1': '{"format":"shellac","version":-1}',
    'of version 2.5': '{"format":"shellac","version":2.5}',
    'of version 999': '{"format":"shellac","version":999}',
    'of another program': '{"format":"other","version":1}',
    'with a byte order mark': '\ufeff{}',
    'that is not JSON': '{a:1}',
    'that would be evaluated': '{"a":1};process.exit(1)',
  }
  return Object.entries(texts).map(([name, text]) => ({
    name: `manifest ${name}`,
    kind: 'manifest',
    bytes: Buffer.from(text),
  }))
}

/** NumPy's own odd cases, and what its format forbids. */
export function npyFiles(): HostileFile[] {
  const header = (text: string, version = 1, length?: number): Uint8Array => {
    const body = latin(`${text}\n`)
    return joinBytes([
      latin('\x93NUMPY'),
      Uint8Array.of(version, 0),
      numberBytes(length ?? body.length, version === 1 ? 2 : 4, true),
      body,
    ])
  }
  const dictionary = (descr: string, order: string, shape: string): string =>
    `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`
  const values = new Uint8Array(16)
  const whole = (descr: string, order = 'False', shape = '(2, 2)'): Uint8Array =>
    joinBytes([header(dictionary(descr, order, shape)), values])
  const files: Readonly<Record<string, Uint8Array>> = {
    'of Python objects': whole("'|O'"),
    'of a pickle': joinBytes([
      header(dictionary("'|O'", 'False', '()')),
      latin('\x80\x03cposix\nsystem\nX\x02\0\0\0id\x85R.'),
    ]),
    'of a structure': whole("[('a', '<f4'), ('b', '<f4')]"),
    'of text': whole("'<U4'"),
    'of dates': whole("'<M8[ns]'"),
    'of complex numbers': whole("'<c8'"),
    'of native floats': whole("'=f4'"),
    'of floats of 16 bytes': whole("'<f16'"),
    'of bytes': whole("'|u1'"),
    'of integers': whole("'<i4'"),
    'of truth values': whole("'|b1'"),
    'whose type is a call': whole("__import__('os').system('id')"),
    'whose shape is a call': whole("'<f4'", 'False', "(__import__('os').getpid(),)"),
    'whose order is 1': whole("'<f4'", '1'),
    'whose order is false': whole("'<f4'", 'false'),
    'of a shape below zero': whole("'<f4'", 'False', '(-2, -2)'),
    'of a shape of fractions': whole("'<f4'", 'False', '(2.0, 2)'),
    'of 2^62 values': whole("'<f4'", 'False', '(4611686018427387904, 1)'),
    'of 2^32 x 2^32 values': whole("'<f4'", 'False', '(4294967296, 4294967296)'),
    'of 65,536^4 x 0 values': whole("'<f4'", 'False', '(65536, 65536, 65536, 0)'),
    'of a shape of 40 digits': whole("'<f4'", 'False', '(1000000000000000000000000000000000000000,)'),
    'of five dimensions': whole("'<f4'", 'False', '(1, 1, 1, 2, 2)'),
    'of a shape that is a number': whole("'<f4'", 'False', '(4)'),
    'of one value more than it has': whole("'<f4'", 'False', '(5,)'),
    'of one value less than it has': whole("'<f4'", 'False', '(3,)'),
    'of version 0': joinBytes([header(dictionary("'<f4'", 'False', '(4,)'), 0), values]),
    'of version 4': joinBytes([header(dictionary("'<f4'", 'False', '(4,)'), 4), values]),
    'with a header of 4 GiB': header(dictionary("'<f4'", 'False', '(4,)'), 2, 0xffffffff),
    'with a header of 10,001 bytes': joinBytes([
      header(dictionary("'<f4'", 'False', '(4,)').padEnd(10_000)),
      values,
    ]),
    'with a header longer than the file': header(dictionary("'<f4'", 'False', '(4,)'), 1, 5000),
    'with an empty header': joinBytes([header(''), values]),
    'with a key twice': joinBytes([
      header("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (4,)}"),
      values,
    ]),
    'without a shape': joinBytes([header("{'descr': '<f4', 'fortran_order': False}"), values]),
    'with a fourth key': joinBytes([
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (4,), 'x': 'y'}"),
      values,
    ]),
    'with text behind the dictionary': joinBytes([
      header(`${dictionary("'<f4'", 'False', '(4,)')}; import os`),
      values,
    ]),
    'of brackets only': joinBytes([header('('.repeat(5000)), values]),
    'of NaN': joinBytes([header(dictionary("'<f4'", 'False', '(4,)')), new Uint8Array(16).fill(0xff)]),
    'of infinity': joinBytes([header(dictionary("'<f8'", 'False', '(1,)')), latin('\0\0\0\0\0\0\xf0\x7f')]),
    'of its first bytes only': latin('\x93NUMPY'),
    'of its first bytes and a version': latin('\x93NUMPY\x01\0'),
    'of nothing': new Uint8Array(0),
  }
  return Object.entries(files).map(([name, bytes]) => ({ name: `npy ${name}`, kind: 'npy', bytes }))
}

export async function archiveFiles(): Promise<HostileFile[]> {
  const golden = await goldenProject()
  const cuts = Array.from({ length: 20 }, (_, i) => Math.floor((golden.length * (i + 1)) / 21))
  return [
    ...bombsAndSlips(),
    ...manifests(),
    ...npyFiles(),
    ...cuts.map((length) => project(`cut at ${length} bytes`, golden.subarray(0, length))),
    project('without its first bytes', golden.subarray(4)),
    project('twice over', joinBytes([golden, golden])),
    project(
      'behind 100 KB of something else',
      joinBytes([latin('PK\x03\x04'), new Uint8Array(100_000), golden]),
    ),
  ]
}
