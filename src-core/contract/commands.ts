/**
 * Every command a person can give, with its words and keys: the page's palette, keys and key sheet and the desktop's native menu
 * are all made of this one table.
 *
 * A key is written as 'Mod+Shift+Z': modifiers Mod (Ctrl, on a Mac Cmd), Shift, Alt, then KeyboardEvent.key, a letter upper case.
 */

export type CommandGroup = 'file' | 'edit' | 'analyse' | 'components' | 'sources' | 'listen' | 'view' | 'help'

export interface Command {
  readonly group: CommandGroup
  /** As in a menu. */
  readonly label: string
  /** The first is the one shown; none: by menu and palette only. */
  readonly keys: readonly string[]
  /** Left out of the native menu and the palette, because it needs something under the pointer or comes in a row of nine. */
  readonly isKeyOnly?: true
}

export const groupNames: Readonly<Record<CommandGroup, string>> = {
  file: 'File',
  edit: 'Edit',
  analyse: 'Analyse',
  components: 'Components',
  sources: 'Sources',
  listen: 'Listen',
  view: 'View',
  help: 'Help',
}

/** Components go to source n by the keys 1 to 9. */
export const sourceNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
type SourceNumber = (typeof sourceNumbers)[number]
export type AssignCommandId = `assign-to-source-${SourceNumber}`

const assignCommands = Object.fromEntries(
  sourceNumbers.map((number) => [
    `assign-to-source-${number}`,
    { group: 'components', label: `Put in source ${number}`, keys: [`${number}`], isKeyOnly: true },
  ]),
) as unknown as Record<AssignCommandId, Command>

const named = {
  open: { group: 'file', label: 'Open…', keys: ['Mod+O'] },
  'open-demo': { group: 'file', label: 'Try the demo', keys: [] },
  'recover-work': { group: 'file', label: 'Recover unsaved work…', keys: [] },
  save: { group: 'file', label: 'Save project', keys: ['Mod+S'] },
  'save-as': { group: 'file', label: 'Save project as…', keys: ['Mod+Shift+S'] },
  export: { group: 'file', label: 'Export…', keys: ['Mod+E'] },
  'export-picture': { group: 'file', label: 'Export picture…', keys: ['Mod+Shift+E'] },
  close: { group: 'file', label: 'Close recording', keys: ['Mod+Shift+W'] },

  undo: { group: 'edit', label: 'Undo', keys: ['Mod+Z'] },
  redo: { group: 'edit', label: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  'select-all': { group: 'edit', label: 'Select all components', keys: ['Mod+A'] },
  'select-none': { group: 'edit', label: 'Select nothing', keys: ['Escape'] },

  analyse: { group: 'analyse', label: 'Analyse', keys: ['Mod+Enter'] },
  'stop-and-keep': { group: 'analyse', label: 'Stop and keep', keys: [] },
  cancel: { group: 'analyse', label: 'Cancel', keys: [] },

  refine: { group: 'analyse', label: 'Refine with the strokes', keys: [] },
  'learn-noise': { group: 'analyse', label: 'Learn noise from the loop', keys: ['Shift+N'] },
  'learn-source': { group: 'analyse', label: 'Learn a source from the loop…', keys: ['Shift+L'] },
  'compare-algorithms': { group: 'analyse', label: 'Compare algorithms…', keys: [] },
  'suggest-smoothness': { group: 'analyse', label: 'Suggest smoothness…', keys: [] },
  'compare-smoothness': { group: 'analyse', label: 'Compare smoothness…', keys: [] },

  ...assignCommands,
  'assign-to-noise': { group: 'components', label: 'Put in Noise', keys: ['0', 'N'] },
  ungroup: { group: 'components', label: 'Take out of its source', keys: ['Backspace', 'Delete'] },
  'rename-component': { group: 'components', label: 'Rename component', keys: ['F2'] },
  'listen-to-component': { group: 'components', label: 'Listen to component alone', keys: ['Enter'] },
  'previous-component': {
    group: 'components',
    label: 'Previous component',
    keys: ['ArrowUp'],
    isKeyOnly: true,
  },
  'next-component': { group: 'components', label: 'Next component', keys: ['ArrowDown'], isKeyOnly: true },
  'split-components': { group: 'components', label: 'Split further…', keys: ['D'] },
  'merge-components': { group: 'components', label: 'Merge into one…', keys: ['Shift+D'] },
  suggest: { group: 'components', label: 'Suggest…', keys: ['Shift+G'] },
  'sort-by-pitch': { group: 'components', label: 'Sort components by pitch', keys: [] },
  'sort-by-energy': { group: 'components', label: 'Sort components by energy', keys: [] },

  'new-source': { group: 'sources', label: 'New source from selection', keys: ['G'] },
  'solo-source': { group: 'sources', label: 'Solo', keys: ['S'] },
  'solo-only': { group: 'sources', label: 'Solo this source only', keys: ['Shift+S'] },
  'mute-source': { group: 'sources', label: 'Mute', keys: ['M'] },
  'spread-sources': { group: 'sources', label: 'Spread sources evenly', keys: [] },
  'centre-sources': { group: 'sources', label: 'Centre all sources', keys: [] },
  brush: { group: 'sources', label: 'Paint on the spectrogram', keys: ['B'] },
  eraser: { group: 'sources', label: 'Erase strokes by clicking them', keys: ['Shift+B'] },
  'erase-strokes': { group: 'sources', label: 'Erase all strokes', keys: [] },
  'place-band': { group: 'sources', label: 'Small band on a stage', keys: [] },

  play: { group: 'listen', label: 'Play or pause', keys: [' '] },
  stop: { group: 'listen', label: 'Stop', keys: ['Shift+ '] },
  'go-to-start': { group: 'listen', label: 'Go to the start', keys: ['Home'] },
  'go-to-end': { group: 'listen', label: 'Go to the end', keys: ['End'] },
  'skip-back': { group: 'listen', label: 'Back five seconds', keys: ['ArrowLeft'] },
  'skip-forward': { group: 'listen', label: 'On five seconds', keys: ['ArrowRight'] },
  'shuttle-back': { group: 'listen', label: 'Back, further with every press', keys: ['J'], isKeyOnly: true },
  'shuttle-pause': { group: 'listen', label: 'Pause', keys: ['K'], isKeyOnly: true },
  'shuttle-on': { group: 'listen', label: 'Play, then on five seconds', keys: ['L'], isKeyOnly: true },
  loop: { group: 'listen', label: 'Loop on or off', keys: ['Mod+L'] },
  'loop-start': { group: 'listen', label: 'Loop from here', keys: ['['] },
  'loop-end': { group: 'listen', label: 'Loop up to here', keys: [']'] },
  'compare-original': { group: 'listen', label: 'Original or remaster', keys: ['`', 'X'] },
  'match-loudness': { group: 'listen', label: 'Compare at the same loudness', keys: ['Shift+X'] },
  'listen-to-removed': { group: 'listen', label: 'Hear what is removed', keys: ['R'] },
  'listen-to-clicks': { group: 'listen', label: 'Hear the removed clicks alone', keys: ['Shift+R'] },
  'next-click': { group: 'listen', label: 'Next removed click', keys: ['.'] },
  'previous-click': { group: 'listen', label: 'Previous removed click', keys: [','] },
  'listen-to-pointed': {
    group: 'listen',
    label: 'Hear the component under the pointer (hold)',
    keys: ['H'],
    isKeyOnly: true,
  },
  mono: { group: 'listen', label: 'Listen in mono', keys: ['Shift+M'] },

  'zoom-in': { group: 'view', label: 'Zoom in', keys: ['Mod+=', 'Mod++'] },
  'zoom-out': { group: 'view', label: 'Zoom out', keys: ['Mod+-'] },
  'zoom-to-fit': { group: 'view', label: 'Show the whole recording', keys: ['Mod+0'] },
  'zoom-to-loop': { group: 'view', label: 'Zoom to the loop', keys: ['Z'] },
  earlier: { group: 'view', label: 'Look at what is earlier', keys: ['Mod+ArrowLeft'] },
  later: { group: 'view', label: 'Look at what is later', keys: ['Mod+ArrowRight'] },
  spectrogram: { group: 'view', label: 'Spectrogram', keys: ['P'] },
  'large-spectrogram': { group: 'view', label: 'Large spectrogram', keys: ['Shift+P'] },
  'compare-masks': {
    group: 'view',
    label: 'Compare with the picture before (hold)',
    keys: ['C'],
    isKeyOnly: true,
  },
  'theme-system': { group: 'view', label: 'Theme of the system', keys: [] },
  'theme-dark': { group: 'view', label: 'Dark theme', keys: [] },
  'theme-light': { group: 'view', label: 'Light theme', keys: [] },

  'command-palette': { group: 'help', label: 'Find a command…', keys: ['Mod+K'] },
  'key-sheet': { group: 'help', label: 'Keys', keys: ['?', 'F1'] },
  'save-diagnostics': { group: 'help', label: 'Save diagnostics…', keys: [] },
  about: { group: 'help', label: 'About Shellac', keys: [] },
} as const satisfies Record<string, Command>

export const commands: Readonly<Record<CommandId, Command>> = named
export type CommandId = keyof typeof named
export const commandIds = Object.keys(named) as CommandId[]

export type CommandKeys = Readonly<Record<CommandId, readonly string[]>>
export type KeyPresetName = 'media' | 'daw'

/** Where an audio workstation's keys differ from those of the table, which are a media player's. */
const dawKeys: Partial<CommandKeys> = {
  loop: ['L', 'Mod+L'],
  'shuttle-back': [],
  'shuttle-pause': [],
  'shuttle-on': [],
  'go-to-start': ['Enter', 'Home'],
  'listen-to-component': ['Shift+Enter'],
}

const tableKeys = Object.fromEntries(
  commandIds.map((id) => [id, commands[id].keys]),
) as unknown as CommandKeys

/** All keys as they come. The first is that of a new window and of the native menu. */
export const keyPresets: Readonly<
  Record<KeyPresetName, { readonly label: string; readonly keys: CommandKeys }>
> = {
  media: { label: 'As in a media player', keys: tableKeys },
  daw: { label: 'As in an audio workstation', keys: { ...tableKeys, ...dawKeys } },
}
export const keyPresetNames = Object.keys(keyPresets) as KeyPresetName[]
