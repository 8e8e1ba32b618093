/** Finding a command by a few letters of what it is called. */
import { commandIds, commands, groupNames, type CommandId } from '@core/contract/commands'

/** Other words under which people look for a command. */
const otherWords: Partial<Record<CommandId, string>> = {
  open: 'load file recording project',
  'open-demo': 'example sample',
  'save-as': 'copy',
  export: 'render write wav flac stems stereo remaster',
  analyse: 'analyze decompose factorise nmf start run',
  'stop-and-keep': 'end finish',
  cancel: 'abort stop',
  ungroup: 'remove delete',
  'new-source': 'group instrument',
  'assign-to-noise': 'hiss crackle remove denoise',
  'listen-to-component': 'solo hear play',
  'spread-sources': 'pan stereo width',
  'centre-sources': 'center pan mono',
  play: 'listen space',
  stop: 'halt end',
  'solo-source': 'alone',
  'solo-only': 'alone exclusive',
  'mute-source': 'silence off',
  'go-to-start': 'rewind home beginning',
  loop: 'repeat cycle region',
  'loop-start': 'repeat in mark region',
  'loop-end': 'repeat out mark region',
  'match-loudness': 'a/b ab level volume lufs fair',
  mono: 'fold down sum speaker compatible',
  'compare-original': 'a/b ab compare before after',
  'listen-to-removed': 'noise hiss',
  'zoom-to-fit': 'zoom all',
  'theme-system': 'colour color appearance',
  'theme-dark': 'colour color appearance night',
  'theme-light': 'colour color appearance day',
  'key-sheet': 'shortcuts keyboard help',
  about: 'version licence license credits help',
}

/** What the palette offers: all that is not for keys alone, and not the palette itself. */
const offered = commandIds.filter((id) => !commands[id].isKeyOnly && id !== 'command-palette')

/** What cannot be given now stands behind what fits about as well, but not behind what only other words fit. */
const offMisfit = 2

/**
 * The commands that every word of the query fits: the best fitting first, of those that fit as well the ones that can be given now,
 * then as in the table. An empty query finds all.
 */
export function findCommands(query: string, isEnabled: (command: CommandId) => boolean): CommandId[] {
  const words = wordsOf(query)
  return offered
    .map((id, place) => ({ id, place, misfit: misfitOf(id, words) + (isEnabled(id) ? 0 : offMisfit) }))
    .filter(({ misfit }) => misfit < Infinity)
    .sort((a, b) => a.misfit - b.misfit || a.place - b.place)
    .map(({ id }) => id)
}

function misfitOf(id: CommandId, words: readonly string[]): number {
  const { label, group } = commands[id]
  const own = wordsOf(label)
  // Named in full.
  if (words.join(' ') === own.join(' ')) return -1
  const others = wordsOf(`${groupNames[group]} ${otherWords[id] ?? ''}`)
  return words.reduce((sum, word) => sum + misfitOfWord(word, own, others), 0)
}

/** 0 for a beginning of a word of the label, then beginnings of other words, parts of words, letters in order; Infinity for none. */
function misfitOfWord(word: string, own: readonly string[], others: readonly string[]): number {
  if (own[0]?.startsWith(word)) return 0
  if (own.some((it) => it.startsWith(word))) return 1
  if (others.some((it) => it.startsWith(word))) return 3
  if (own.some((it) => it.includes(word))) return 5
  return word.length > 1 && isScattered(word, own.join('')) ? 10 : Infinity
}

/** Whether the letters come in this order, the first one at the beginning: 'spsr' of 'spreadsources'. */
function isScattered(letters: string, text: string): boolean {
  if (text[0] !== letters[0]) return false
  let at = 0
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain.split(/[^\p{L}\p{N}/]+/u).filter((word) => word !== '')
}
