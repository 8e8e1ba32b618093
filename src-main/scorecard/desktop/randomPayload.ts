import type { Random } from '@core/random'

const words = [
  ...[
    'file',
    'folder',
    'job',
    'page',
    'work',
    'name',
    'kind',
    'kinds',
    'session',
    'channel',
    'settings',
    'of',
    'id',
  ],
  ...[
    'start',
    'end',
    'project',
    'decomposition',
    'title',
    'isEdited',
    'commands',
    'undo',
    'redo',
    'answer',
    'path',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'then',
    'toJSON',
    'length',
    'recording',
    'document',
    'storage',
    'variants',
  ],
]
const texts = [
  ...[
    '',
    'x',
    'left',
    'export',
    'recording',
    'close',
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\x',
    'file:///',
    '\0',
  ],
  ...['\ud800', '<script>', '$(id)', 'read-00', 'session-1', 'NaN', 'x'.repeat(5000)],
]
const numbers = [0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324, 4294967296]

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]

/** Any value of JSON, often with keys and texts that mean something. */
export function randomPayload(random: Random, depth = 0): unknown {
  const kind = Math.floor(random.uniform() * (depth > 3 ? 5 : 8))
  if (kind === 0) return null
  if (kind === 1) return random.uniform() < 0.5
  if (kind === 2) return pick(random, numbers)
  if (kind <= 4) return pick(random, texts)
  if (kind === 5) return Array.from({ length: random.uniform() * 4 }, () => randomPayload(random, depth + 1))
  return randomObject(random, depth + 1)
}

/** Own keys only, `__proto__` too, as JSON makes them. */
export function randomObject(random: Random, depth = 0): object {
  const entries = Array.from(
    { length: random.uniform() * 6 },
    () => [pick(random, words), randomPayload(random, depth + 1)] as const,
  )
  return Object.fromEntries(entries)
}
